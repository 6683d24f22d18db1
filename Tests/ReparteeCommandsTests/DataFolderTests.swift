import Foundation
import Testing

@testable import ReparteeCommands

@Suite struct DataFolderTests {
  private static let head = "file\tkind\trate\tlabel\tnote"

  @Test func quotesOfTheManifestAreTakenOff() throws {
    let text = Self.head + "\na/b-1.wav\tasr\t8000\t\"he said \"\"no\"\"\"\tch0"
    let entries = try DataFolder.parse(text, manifest: "m")
    #expect(entries.map(\.label) == ["he said \"no\""])
    #expect(entries.map(\.note) == ["ch0"])
    #expect(entries.map(\.name) == ["b-1"])
  }

  @Test(arguments: ["/etc/passwd", "../secret.wav", "a/../../b.wav", ""])
  func filesOutsideTheFolderAreNotRead(_ file: String) throws {
    let entries = try DataFolder.parse(Self.head + "\n\(file)\tasr\t1\tx\t", manifest: "m")
    #expect(entries.isEmpty)
  }

  @Test(arguments: ["", "file\tkind\n", "one two three"])
  func anotherFileIsNoManifest(_ text: String) {
    #expect(throws: CommandError.self) { try DataFolder.parse(text, manifest: "m") }
  }

  @Test func shortRowsAreLeftOut() throws {
    #expect(try DataFolder.parse(Self.head + "\na.wav\tasr", manifest: "m").isEmpty)
  }

  @Test func aFolderWithoutAManifestIsOneClearLine() {
    #expect(throws: CommandError.self) { try DataFolder(path: "/nonexistent") }
  }

  @Test func aFileThatIsNotThereIsOneClearLine() {
    #expect(throws: CommandError.self) { try SoundDecoder.decode("/nonexistent/a.ogg") }
  }
}

@Suite struct GroundTruthTests {
  /// Silence, a tone, silence.
  private static func tone(_ silence: Int, _ sound: Int, amplitude: Float) -> [Float] {
    var samples = [Float](repeating: 0, count: silence)
    samples += (0..<sound).map { $0 % 16 < 8 ? amplitude : -amplitude }
    return samples + [Float](repeating: 0, count: silence)
  }

  @Test func soundBeginsAndEndsWhereItsEnergyDoes() {
    let truth = GroundTruth(Self.tone(1_600, 8_000, amplitude: 0.5))
    #expect(truth.onset == 1_600)
    #expect(truth.offset == 9_600)
  }

  @Test(arguments: [0.01, 0.1, 0.9] as [Float])
  func clipsHaveOneLevelHoweverLoudTheyWere(_ amplitude: Float) {
    let clip = CallerClip(name: "t", samples: Self.tone(800, 3_200, amplitude: amplitude))
    let peak = clip.samples.max() ?? 0
    #expect(abs(20 * log10(peak) + 23) < 0.05)
  }

  @Test func aBurstKeepsFiftyMillisecondsBeforeItsOnset() {
    let samples = Self.tone(8_000, 16_000, amplitude: 0.5)
    let clip = CallerClip(name: "t", samples: samples, burst: 0.5)
    #expect(clip.onset == 800)
    #expect(clip.samples.count == 800 + 8_000)
  }

  @Test(arguments: [0, 100, 5_000])
  func nothingAtAllHasNoSound(_ count: Int) {
    let samples = [Float](repeating: 0, count: count)
    let clip = CallerClip(name: "t", samples: samples, cut: 0...2, burst: 0.5)
    #expect(clip.samples.allSatisfy { $0 == 0 })
    #expect(clip.offset <= max(count, 1))
  }

  @Test func theNoiseOfTheLineIsTheSameInEveryRun() {
    let (a, b) = (LineNoise(), LineNoise())
    #expect((0..<100_000).allSatisfy { a[$0] == b[$0] })
    let power = (0..<64_000).reduce(0.0) { $0 + Double(a[$1] * a[$1]) } / 64_000
    #expect(abs(10 * log10(power) + 60) < 0.5)
  }
}

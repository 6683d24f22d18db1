import Repartee
import ReparteeInference
import Synchronization
import Testing

@testable import ReparteeLocal

@Suite("Hibari synthesiser", .enabled(if: HibariFixture.isInstalled, "run ./repartee setup"))
struct HibariSynthesizerTests {
  private let synthesizer: HibariSynthesizer

  init() throws { synthesizer = try HibariFixture.synthesizer() }

  /// What a call emits.
  private final class Recorder: Sendable {
    private let blocks = Mutex<[SpeechBlock]>([])
    func take(_ block: SpeechBlock) { blocks.withLock { $0.append(block) } }
    var all: [SpeechBlock] { blocks.withLock(\.self) }
    var samples: [Float] { all.flatMap(\.samples) }
    var words: [SpokenWord] { all.flatMap(\.words) }
  }

  private func speak(_ request: SpeechRequest) async throws -> Recorder {
    let recorder = Recorder()
    try await synthesizer.synthesize(request) { recorder.take($0) }
    return recorder
  }

  @Test("Words come in order and cover the text")
  func words() async throws {
    let text = "Sure, I can help you. Please hold the line – Dr. Smith's total is $12.50!"
    let spoken = try await speak(SpeechRequest(text: text))
    let bytes = Array(text.utf8)
    var covered = [Bool](repeating: false, count: bytes.count)
    var (textEnd, sampleEnd) = (0, 0)
    for word in spoken.words {
      #expect(word.text.lowerBound >= textEnd)
      #expect(word.samples.lowerBound >= sampleEnd)
      #expect(word.samples.upperBound > word.samples.lowerBound)
      (textEnd, sampleEnd) = (word.text.upperBound, word.samples.upperBound)
      for index in word.text { covered[index] = true }
    }
    #expect(sampleEnd <= spoken.samples.count)
    for (index, byte) in bytes.enumerated() where byte.isLetterOrDigit {
      #expect(covered[index], "byte \(index) belongs to no word")
    }
  }

  @Test("A word is told with the block it begins in")
  func wordsWithBlocks() async throws {
    let spoken = try await speak(SpeechRequest(text: "One two three four five. Six seven eight."))
    var start = 0
    for block in spoken.all {
      #expect(!block.samples.isEmpty && block.samples.count <= 4_800)
      for word in block.words {
        #expect((start..<start + block.samples.count).contains(word.samples.lowerBound))
      }
      start += block.samples.count
    }
  }

  @Test("Blocks joined are the clause made at once, and the same every time")
  func streaming() async throws {
    let request = SpeechRequest(text: "Your appointment is confirmed. See you on Tuesday, then.")
    let first = try await speak(request)
    let second = try await speak(request)
    #expect(first.all.count > 3)
    #expect(first.samples == second.samples)
    var run = SpeechRun(request, voice: synthesizer.voice)
    var direct: [Float] = []
    while true {
      let blocks = try run.advance(CancellationToken())
      if blocks.isEmpty { break }
      direct += blocks.flatMap(\.samples)
    }
    #expect(direct == first.samples)
  }

  @Test("The first sound comes within a few hundredths of a second, and nothing clips")
  func edges() async throws {
    for text in ["Hello.", "She sells shells.", "Peter, look!", "Yes", "Five."] {
      let samples = try await speak(SpeechRequest(text: text)).samples
      let onset = samples.firstIndex { abs($0) > 0.01 } ?? samples.count
      #expect(onset < 2_400, "\(text) begins after \(onset / 24) ms")
      #expect(samples.prefix(60).allSatisfy { abs($0) < 0.02 })
      #expect(samples.allSatisfy { abs($0) < 1 })
    }
  }

  @Test("Speed shortens and pitch raises")
  func manner() async throws {
    let text = "The quick brown fox jumps over the lazy dog."
    let plain = try await speak(SpeechRequest(text: text)).samples
    let quick = try await speak(SpeechRequest(text: text, speed: 1.5)).samples
    #expect((1.3...1.7).contains(Double(plain.count) / Double(quick.count)))
    let high = try await speak(SpeechRequest(text: text, pitch: 1.4)).samples
    #expect(high.count > plain.count * 9 / 10)
    #expect(Self.period(high) < Self.period(plain) * 4 / 5)
    _ = try await speak(SpeechRequest(text: "Odd.", speed: .nan, pitch: .infinity))
  }

  @Test(
    "Text with nothing to say emits nothing",
    arguments: ["", "   ", "\n\n", "...", "\u{0}\u{1}\u{7f}", "—", "🙂"])
  func nothing(text: String) async throws {
    let spoken = try await speak(SpeechRequest(text: text))
    #expect(spoken.words.isEmpty && spoken.samples.allSatisfy { $0 == 0 })
  }

  @Test(
    "Odd text does no harm",
    arguments: [
      "你好世界", "Привет, мир.", "\u{0}Hi\u{1b}[31m there\u{7f}.", "a\u{301}\u{301}\u{301}",
      String(repeating: "supercalifragilistic", count: 60), String(repeating: "no ", count: 300),
      "[Repartee](/ɹˌɛpɑɹtˈi/) [broken](/", "1234567890123456789012345678901234567890",
    ])
  func odd(text: String) async throws {
    let spoken = try await speak(SpeechRequest(text: text))
    #expect(spoken.samples.allSatisfy { abs($0) < 1 })
    #expect(spoken.words.allSatisfy { $0.text.upperBound <= text.utf8.count })
  }

  @Test("A very long text begins at once and can be cancelled", .timeLimit(.minutes(1)))
  func long() async throws {
    let text = String(repeating: "This goes on and on, for a very long time. ", count: 2_400)
    let recorder = Recorder()
    let synthesizer = synthesizer
    let result = await withTaskGroup(of: Result<Void, ModelError>.self) { group in
      let (blocks, sink) = AsyncStream<Void>.makeStream()
      group.addTask {
        do throws(ModelError) {
          try await synthesizer.synthesize(SpeechRequest(text: text)) {
            recorder.take($0)
            sink.yield()
          }
          return .success(())
        } catch {
          return .failure(error)
        }
      }
      for await _ in blocks { break }
      group.cancelAll()
      return await group.next()
    }
    guard case .failure(let error) = result else {
      Issue.record("It was not cancelled.")
      return
    }
    #expect(error.code == .cancelled)
    #expect(recorder.samples.count < 24_000 * 60)
  }

  @Test("Another voice is refused")
  func otherVoice() async {
    let error = await #expect(throws: ModelError.self) {
      try await speak(SpeechRequest(text: "Hi.", voice: "nobody"))
    }
    #expect(error?.code == .unsupported)
  }

  /// The commonest distance at which the sound repeats itself, in samples.
  private static func period(_ samples: [Float]) -> Int {
    let part = Array(samples.dropFirst(4_000).prefix(24_000))
    var best = (lag: 0, likeness: -Float.infinity)
    for lag in 60..<300 {
      var sum: Float = 0
      for index in 0..<part.count - lag { sum += part[index] * part[index + lag] }
      if sum / Float(part.count - lag) > best.likeness {
        best = (lag, sum / Float(part.count - lag))
      }
    }
    return best.lag
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
  }
}

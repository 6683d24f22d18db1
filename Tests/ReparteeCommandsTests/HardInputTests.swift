import Foundation
import ReparteeAudio
import ReparteeCommands
import ReparteeCore
import ReparteeInference
import Testing

/// Inputs that are hard but legal, through the real models.
@Suite(
  .serialized,
  .enabled(if: ModelHome.installed, "the models are not installed: run ./repartee setup"))
struct HardInputTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("repartee-tests-\(ProcessInfo.processInfo.globallyUniqueString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func wav(
    _ name: String, _ samples: [Float], rate: SampleRate = .hz16000
  ) throws -> String {
    let url = folder.appendingPathComponent(name)
    try Data(WAVWriter.file(samples, rate: rate, encoding: .float32)).write(to: url)
    return url.path
  }

  private func run(_ arguments: String...) async -> Int32 { await Program.run(arguments) }

  private static func noise(_ count: Int, level: Float) -> [Float] {
    var state: UInt32 = 1
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return (Float(state >> 8) / Float(1 << 23) - 1) * level
    }
  }

  @Test(
    "Short, silent, clipped, noisy, broken and fast recordings are transcribed without a word of complaint"
  )
  func recordings() async throws {
    let hz192000 = try #require(SampleRate(192_000))
    let second = [Float](repeating: 0, count: 16_000)
    let paths = [
      try wav("one-sample.wav", [0.1]),
      try wav("silence.wav", [Float](repeating: 0, count: 16_000 * 600)),
      try wav("noise.wav", Self.noise(80_000, level: 0.5)),
      try wav("clipped.wav", Self.noise(80_000, level: 50).map { max(-1, min(1, $0)) }),
      try wav("nan.wav", second.map { _ in .nan } + second),
      try wav("fast.wav", Self.noise(192_000, level: 0.1), rate: hz192000),
      try wav("tones.wav", (0..<160_000).map { sinf(Float($0) * 0.17) * 0.4 }),
    ]
    for path in paths {
      #expect(await run("transcribe", path) == 0)
      #expect(await run("turn", path) == 0)
    }
  }

  @Test("A call that cannot be recorded says so, and does not trap")
  func fullDisk() async throws {
    let caller = try wav("caller.wav", Self.noise(48_000, level: 0.2))
    #expect(
      await run("converse", "--in", caller, "--out", "/dev/full", "--pace", "fast") == 1)
    #expect(
      await run(
        "converse", "--in", caller, "--out", folder.path + "/none/o.wav", "--pace", "fast") == 1)
    #expect(
      await run(
        "converse", "--in", caller, "--out", folder.path + "/o.wav", "--pace", "fast", "--journal",
        "/dev/full") == 1)
    #expect(await run("say", "Hello.", "--out", folder.path + "/none/o.wav") == 1)
  }

  @Test("A model file of the wrong kind is refused in one line")
  func wrongModel() async throws {
    let wrong = folder.appendingPathComponent("wrong.gguf").path
    try Data("this is no model".utf8).write(to: URL(fileURLWithPath: wrong))
    #expect(await run("chat", "Hello", "--llm", wrong) == 1)
    #expect(await run("chat", "Hello", "--llm", folder.path + "/none.gguf") == 1)
    #expect(await run("chat", "Hello", "--adapter", wrong) == 1)
  }

  @Test("Control characters, other scripts and very long text are spoken or skipped")
  func text() async throws {
    let out = folder.path + "/t.wav"
    #expect(await run("say", "Hello\u{7}\u{0B}, wo\u{200B}rld.", "--out", out) == 0)
    #expect(await run("say", "今日は means hello.", "--out", out) == 0)
    #expect(await run("say", "…", "--out", out) == 1)
    #expect(await run("chat", String(repeating: "word ", count: 20_000)) == 0)
    #expect(await run("chat", "こんにちは\u{0}\u{1B}[31m") == 0)
  }

  @Test("A whole call is recorded, reported, journalled and replayed")
  func wholeCall() async throws {
    let question = folder.path + "/q.wav"
    #expect(await run("say", "What time do you open on Saturday?", "--out", question) == 0)
    let spoken = try WAVFile.parse([UInt8](Data(contentsOf: URL(fileURLWithPath: question))))
    let pause = [Float](repeating: 0, count: 24_000 * 5)
    let caller = try wav("call-in.wav", pause + spoken.mono() + pause, rate: .hz24000)
    let (out, report, journal) = (
      folder.path + "/call.wav", folder.path + "/r.json", folder.path + "/j.rpj"
    )
    #expect(
      await run(
        "converse", "--in", caller, "--out", out, "--report", report, "--journal", journal,
        "--pace", "fast") == 0)
    #expect(await run("replay", journal) == 0)
    let call = try WAVFile.parse([UInt8](Data(contentsOf: URL(fileURLWithPath: out))))
    #expect(call.channels == 2 && call.rate == .hz24000)
    #expect(call.channel(1).contains { abs($0) > 0.05 })
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: report)))
    let turns = try #require((json as? [String: Any])?["turns"] as? [[String: Any]])
    let agent = try #require(turns.first?["agent"] as? [String: Any])
    #expect((agent["heard"] as? String)?.contains("9") == true)
  }
}

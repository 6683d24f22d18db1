import Foundation
import ReparteeCore
import Testing

@testable import ReparteeCommands

@Suite("What the programs of a comparison say")
struct PeerLineTests {
  /// As the harness of the peers prints it.
  static let floor = """
    {"peer": "pipecat", "bench": "floor", "sound": null, "sessions": 1, "versions": {"pipecat-ai": "1"}, \
    "late": [0.9, 4.5, 13.8], "truth": {"a": [1600, 27200]}, \
    "turns": [{"clip": "a", "ms": 320.5}, {"clip": "b", "ms": null}]}
    """

  static func line(_ text: String) throws -> PeerLine {
    try JSONDecoder().decode(PeerLine.self, from: Data(text.utf8))
  }

  @Test("a line of the Python side is read")
  func python() throws {
    let line = try Self.line(Self.floor)
    #expect(line.turns?.map(\.ms) == [320.5, nil])
    #expect(line.truth == ["a": [1_600, 27_200]])
    #expect(line.late == [0.9, 4.5, 13.8])
  }

  @Test("a plan has what the Python side reads")
  func plan() throws {
    var plan = PeerPlan(bench: .bargein, sound: .noise, data: "d", trigger: .trigger, clips: [])
    plan.clips = [ContractClip(file: "a.wav", from: 2.95, to: 3.41, burst: 0.5)]
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(plan))
    let fields = try #require(object as? [String: Any])
    #expect(
      Set(fields.keys) == [
        "bench", "sound", "data", "trigger", "clips", "turns", "sessions", "seconds", "sentence",
      ])
    #expect(fields["bench"] as? String == "bargein")
    #expect(fields["sound"] as? String == "noise")
    let clips = try #require(fields["clips"] as? [[String: Any]])
    #expect(Set(clips.flatMap(\.keys)) == ["file", "text", "from", "to", "burst"])
  }

  @Test("a trial is judged the same after it was written and read")
  func trial() throws {
    var heard: [UnitLedger.Heard] = []
    for unit in 0..<30 {
      heard.append(.init(time: .milliseconds(Int64(4_000 + 10 * unit)), unit: unit))
    }
    for unit in 25..<100 {
      heard.append(.init(time: .milliseconds(Int64(4_550 + 10 * (unit - 25))), unit: unit))
    }
    let trial = InterruptionTrial(
      clip: "c", onset: .milliseconds(4_200), reply: 0..<100, heard: heard)
    let written = try JSONEncoder().encode(PeerLine.Trial(trial))
    let read = try JSONDecoder().decode(PeerLine.Trial.self, from: written)
    #expect(read.heard == [[4_000, 0, 30], [4_550, 25, 75]])
    let outcome = InterruptionOutcome(read.trial)
    #expect(outcome.outcome == .resumed)
    #expect(outcome.stop == 100)
    #expect(outcome.pause == 250)
    #expect(outcome.lost == -50)
  }

  @Test(
    "stretches that make no sense are left out", arguments: [[1, 2], [0, -1, 5], [0, 1, 1e300]])
  func nonsense(_ run: [Double]) {
    let trial = PeerLine.Trial(clip: "c", onset: .infinity, reply: [0, -5], heard: [run])
    #expect(trial.trial.heard.isEmpty)
    #expect(trial.trial.reply == nil)
  }

  @Test("median, 99th percentile and maximum are of the sorted figures")
  func tails() {
    #expect(tail((1...100).reversed().map(Double.init)) == [51, 100, 100])
    #expect(tail([]) == [nil, nil, nil])
  }

  @Test("resident and private memory are read from a rollup")
  func memory() {
    let text = """
      00400000-7fff00000000 ---p 00000000 00:00 0                  [rollup]
      Rss:               20480 kB
      Pss:               10240 kB
      Private_Clean:      1024 kB
      Private_Dirty:      5120 kB
      """
    let memory = ProcessUsage.memory(ofRollup: text)
    #expect(memory.resident == 20)
    #expect(memory.private == 6)
  }

  @Test("a failure is told by the last line that says something")
  func failures() {
    let errors = Data("Traceback\n  File\nModuleNotFoundError: no livekit\n\n".utf8)
    #expect(ChildProcess.reason(1, errors) == "ModuleNotFoundError: no livekit")
    #expect(ChildProcess.reason(3, Data()) == "exit code 3")
    #expect(ChildProcess.reason(-9, errors).contains("time"))
  }

  @Test("the scripts are found from any folder of the repository")
  func scripts() throws {
    let found = RepositoryFile.find("Benchmarks/peers", from: URL(fileURLWithPath: #filePath))
    #expect(try #require(found).hasSuffix("/Benchmarks/peers"))
    #expect(RepositoryFile.find("Benchmarks/peers", from: URL(fileURLWithPath: "/")) == nil)
  }
}

@Suite("Where sound begins and ends")
struct PeerTruthTests {
  /// Bursts over a quiet floor: from, count and amplitude in samples.
  private static let recordings: [[(Int, Int, Float)]] = [
    [(4_000, 8_000, 0.3)], [(0, 16_000, 0.5)], [(3_217, 5_003, 0.2), (11_111, 2_222, 0.02)],
    [(2_000, 100, 0.5), (6_000, 6_000, 0.4)], [],
  ]

  private static func samples(_ bursts: [(Int, Int, Float)]) -> [Float] {
    var random = SeededRandom(seed: 3)
    var samples = (0..<16_123).map { _ in 0.000_1 * random.normal() }
    for (from, count, amplitude) in bursts {
      for index in from..<min(from + count, samples.count) {
        samples[index] += amplitude * (index / 20 % 2 == 0 ? 1 : -1)
      }
    }
    return samples
  }

  @Test("the ends of a burst are those of the frames it fills")
  func ends() {
    let truth = GroundTruth(Self.samples([(4_000, 8_000, 0.3)]))
    #expect(truth.onset == 4_000)
    #expect(truth.offset == 12_000)
  }

  @Test(
    "the Python side finds the same", .enabled(if: SystemProgram.find("python3") != nil),
    arguments: Self.recordings.indices)
  func python(_ index: Int) async throws {
    let samples = Self.samples(Self.recordings[index])
    let scripts = try #require(
      RepositoryFile.find("Benchmarks/peers", from: URL(fileURLWithPath: #filePath)))
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-truth-\(UUID().uuidString)")
    try samples.withUnsafeBytes { Data($0) }.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let python = try #require(SystemProgram.find("python3"))
    let output = try await ChildProcess(
      program: python, arguments: [scripts + "/truth.py", file.path], purpose: "truth",
      patience: 60
    ).run()
    let found = String(decoding: output, as: UTF8.self).split { $0.isWhitespace }
      .compactMap { Int($0) }
    let truth = GroundTruth(samples)
    #expect(found == [truth.onset, truth.offset])
  }
}

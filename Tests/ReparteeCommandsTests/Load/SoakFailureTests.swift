import ReparteeCore
import ReparteeTesting
import Testing

@testable import Repartee
@testable import ReparteeCommands

@Suite("What a soak takes for a failure") struct SoakFailureTests {
  private static let facts = ProcessFacts(residentKilobytes: 50_000, descriptors: 20, threads: 8)

  /// The journal of a call on the virtual clock.
  private static func journal() async throws -> [UInt8] {
    let live = LiveObjects()
    let journal = MemoryJournal()
    var script = SoakScript(seed: 3)
    script.steps = [.sound(60), .untilAgentSpeaks(300), .untilAgentStops(500)]
    script.commands = []
    script.leaves = true
    var driver = VirtualDriver(
      agent: Agent("Test", instructions: ""),
      models: SoakModels.models(seed: 3, counting: live), journal: journal, cost: .free)
    try await driver.run(SoakCaller(script, counting: live))
    return journal.bytes
  }

  @Test("a journal that is whole is none; one that is cut or damaged is")
  func journals() async throws {
    let bytes = try await Self.journal()
    let whole = JournalCheck(bytes)
    #expect(whole.problem == nil && whole.end == "caller_gone" && whole.decisions > 10)
    #expect(JournalCheck(Array(bytes.dropLast(3))).problem?.contains("truncated") == true)
    var damaged = bytes
    // A bit of the last record's checksum.
    damaged[bytes.count - 1] ^= 1
    #expect(JournalCheck(damaged).problem?.contains("corrupt") == true)
    #expect(JournalCheck([]).problem != nil)
    #expect(JournalCheck(path: "/nowhere").problem == "cannot be read")
  }

  @Test(
    "an epoch that a call leaves open is",
    arguments: [
      (["open-gate epoch 3", "end hung_up"], true),
      (["open-gate epoch 3", "advance epoch 4", "end hung_up"], false),
      (["open-gate epoch 3", "event turn heard a", "end hung_up"], false),
      (["open-gate epoch 3", "event turn-ended 1 x", "end hung_up"], true),
    ])
  func epochs(lines: [String], isWrong: Bool) {
    var check = JournalCheck([])
    let before = check.problem
    check = JournalCheck(lines: lines)
    #expect(before != nil && (check.problem != nil) == isWrong && check.end == "hung_up")
  }

  @Test("a heap that grows is, once it is sampled often enough")
  func heap() {
    #expect(Self.report(growth: 64, samples: 40).failures.joined().contains("the heap grows by 64"))
    #expect(Self.report(growth: 1, samples: 40).failures == [])
    #expect(Self.report(growth: 64, samples: 20).failures == [])
  }

  /// - Parameter growth: kilobytes in a thousand calls.
  private static func report(growth: Double, samples: Int) -> FastReport {
    var report = FastReport(planned: samples * 50)
    for index in 1...samples {
      report.calls = index * 50
      report.add(
        .init(
          calls: report.calls, heapKilobytes: 900 + growth * Double(report.calls) / 1_000,
          facts: facts))
    }
    return report
  }

  @Test("sessions, descriptors and threads that are left are")
  func left() {
    var report = Self.report(growth: 0, samples: 30)
    report.left = .init(sessions: 1, turnStreams: 0, callers: 0, modelCalls: 0, journals: 0)
    var more = Self.facts
    more.descriptors += 1
    more.threads += 3
    report.add(.init(calls: 1_500, heapKilobytes: 900, facts: more))
    #expect(report.failures.count == 3)
    report.withoutReason = 2
    #expect(report.failures.contains("2 calls have no end"))
  }

  @Test("a server's memory, calls and descriptors are")
  func server() {
    #expect(Self.server(growth: 4, after: Self.facts).failures == [])
    let leaking = Self.server(growth: 30, after: Self.facts).failures
    #expect(leaking == ["resident memory grows by 30.0 MB an hour"])
    var more = Self.facts
    more.descriptors += 1
    #expect(Self.server(growth: 0, after: more).failures == ["descriptors: 20 before, 21 after"])
    var report = Self.server(growth: 0, after: Self.facts)
    report.activeAtEnd = 2
    report.unseen = 1
    report.stuck = ["abc"]
    report.add(reason: nil)
    #expect(report.failures.count == 4)
    report.isCutShort = true
    #expect(report.failures.count == 2)
  }

  /// - Parameter growth: megabytes an hour.
  private static func server(growth: Double, after: ProcessFacts) -> LiveReport {
    var report = LiveReport()
    report.before = facts
    report.activeAtEnd = 0
    report.after = after
    for index in 1...180 {
      let seconds = Double(index) * 10
      var held = facts
      held.residentKilobytes += growth * 1_024 * seconds / 3_600
      report.add(.init(seconds: seconds, calls: index * 30, active: 125, facts: held))
    }
    return report
  }
}

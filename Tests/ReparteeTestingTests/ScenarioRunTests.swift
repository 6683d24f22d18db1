import Repartee
import ReparteeCore
import ReparteeTesting
import Testing

@Suite("A call in a test is the call as it would be, and quick")
struct ScenarioRunTests {
  private func ask(_ change: (inout Scenario) -> Void) async throws -> CallRecord {
    var scenario = Scenario(
      Agent("Test", instructions: ""),
      caller: [
        .say("what time is it", .afterPrevious(.milliseconds(300))),
        .say("mm-hmm", .afterAgentStarts(.milliseconds(700))),
      ]
    ) { _ in "It is noon in the whole of the country." }
    change(&scenario)
    return try await scenario.run()
  }

  @Test("a fake takes its time in the call's own time")
  func time() async throws {
    let quick = try await ask { _ in }
    let slow = try await ask {
      $0.models.language = .taking(.milliseconds(500))
      $0.models.speech = .taking(.milliseconds(200), each: .milliseconds(10))
    }
    let reply = try quick.expectReply(within: .milliseconds(250))
    let late = try slow.expectReply(within: .milliseconds(1_000))
    #expect(late.start - reply.start > .milliseconds(500))
    #expect(throws: ExpectationFailure.self) {
      try slow.expectReply(within: .milliseconds(250))
    }
  }

  @Test("the same scenario twice is the same call, to the sample")
  func deterministic() async throws {
    let change: (inout Scenario) -> Void = {
      $0.network = (
        NetworkConditions(delay: .milliseconds(40), jitter: .milliseconds(30), loss: 0.05),
        NetworkConditions(loss: 0.02, burst: 3, concealment: .repeated)
      )
      $0.line.echo = CallerLine.Echo()
    }
    let (one, other) = (try await ask(change), try await ask(change))
    #expect(one.recording.agent == other.recording.agent)
    #expect(one.journal == other.journal)
  }

  @Test("the journal of a scenario replays to the same decisions")
  func replays() async throws {
    #expect(try Replay(journal: try await ask { _ in }.journal).isEqual)
  }

  @Test("the ear agrees with the ledger on what was heard")
  func ear() async throws {
    let record = try await ask { _ in }
    try record.expectContextIsWhatWasHeard()
    try record.expectHeard("noon in the whole of the country")
    #expect(record.agentWords.allSatisfy { $0.share > 0.99 })
  }

  @Test("a fake that breaks in the middle has said what it said")
  func breaks() async throws {
    let record = try await ask {
      $0.models.speech = .always(FakeManner(trouble: .fails(after: 3)))
    }
    #expect(record.replies.first?.text.hasPrefix("It is noon") == true)
    #expect(record.isComplete)
  }

  @Test("outside of a call on the virtual clock a wait is slept, and can be cancelled")
  func slept() async {
    let ended = await withTaskGroup(of: Bool.self) { group in
      group.cancelAll()
      group.addTask {
        do throws(ModelError) {
          try await VirtualClock.waitForEver()
          return false
        } catch { return error.code == .cancelled }
      }
      return await group.next()
    }
    #expect(ended == true)
  }

  @Test("blocks are lost as often as was asked, in bursts, and come in order")
  func network() async throws {
    let base = ScriptedCaller([.noise(.white, .at(.zero), length: .seconds(20))])
    let network = NetworkEmulator(
      base, up: NetworkConditions(delay: .milliseconds(60), loss: 0.1, burst: 3, seed: 9))
    var block = [Float](repeating: 0, count: 320)
    for _ in 0..<1_000 {
      var span = block.mutableSpan
      _ = network.nextCallerBlock(into: &span)
    }
    #expect((50...160).contains(network.lost.up))
    #expect(network.lost.down == 0)
  }
}

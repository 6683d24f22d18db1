import CAllocationCounter
import ReparteeCore
import ReparteeTesting
import ReparteeTurn
import Testing

@testable import Repartee

/// A sink that counts and keeps nothing.
private final class CountingJournal: JournalSink {
  var count = 0
  func append(_ bytes: [UInt8]) { count += bytes.count }
}

@Suite(
  .enabled(if: allocation_counter_works() != 0, "allocations cannot be counted with this libc"))
struct SessionAllocationTests {
  private func engine(greeting: String, journal: (any JournalSink)?) -> SessionEngine {
    let models = ModelSet(
      voice: LoudnessVoiceDetector(), turn: FakeTurnDetector(), recognizer: FakeRecognizer(""),
      language: FakeLanguageModel { _ in "" }, speech: FakeSynthesizer())
    var agent = Agent("Test", instructions: "", greeting: greeting)
    // Twenty seconds of silence would make it ask whether anybody is there.
    agent.turn.repromptAfter = .zero
    agent.turn.awayAfter = .seconds(600)
    return SessionEngine(
      agent: agent, models: models, id: SessionID(1), journal: journal, observer: nil)
  }

  /// Allocations of 1000 blocks, after 100 that are not counted.
  private func allocations(of engine: SessionEngine, level: Float) -> UInt64 {
    let caller = [Float](repeating: level, count: 320)
    var agent = [Float](repeating: 0, count: 480)
    var before: UInt64 = 0
    for index in 1...1_100 {
      if index == 101 { before = UInt64(allocation_count()) }
      var block = agent.mutableSpan
      engine.exchange(
        caller: caller.span, agent: &block, at: .milliseconds(Int64(20 * index)))
    }
    return UInt64(allocation_count()) - before
  }

  @Test("A silent call allocates nothing for a block, with a journal or without")
  func silent() {
    #expect(allocations(of: engine(greeting: "", journal: nil), level: 0) == 0)
    let journal = CountingJournal()
    #expect(allocations(of: engine(greeting: "", journal: journal), level: 0) == 0)
    #expect(journal.count > 10_000)
  }

  @Test("An agent that speaks allocates nothing for a block")
  func speaking() {
    let engine = engine(greeting: "Hello.", journal: CountingJournal())
    engine.handle(.started, at: .zero)
    let call = engine.takeCalls().start.first
    guard let call, case .synthesize(_, let epoch) = call.work else {
      Issue.record("the greeting is to be spoken")
      return
    }
    let minute = [Float](repeating: 0.1, count: 60 * 24_000)
    engine.deliver(
      ModelResult(
        input: .speech(call.id, samples: minute.count, words: []), audio: minute, epoch: epoch),
      at: .zero)
    #expect(allocations(of: engine, level: 0) == 0)
    #expect(engine.machine.state == .agentSpeaking)
  }
}

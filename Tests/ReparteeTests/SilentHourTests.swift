import CAllocationCounter
import ReparteeCore
import ReparteeTesting
import ReparteeTurn
import Testing

@testable import Repartee

@Suite(
  .enabled(if: allocation_counter_works() != 0, "allocations cannot be counted with this libc"))
struct SilentHourTests {
  private final class NoJournal: JournalSink {
    func append(_ bytes: [UInt8]) {}
  }

  @Test("An hour of silence, in which the agent never asks, takes no memory")
  func hour() {
    let models = ModelSet(
      voice: LoudnessVoiceDetector(), turn: FakeTurnDetector(), recognizer: FakeRecognizer(""),
      language: FakeLanguageModel { _ in "" }, speech: FakeSynthesizer())
    var agent = Agent("Test", instructions: "")
    agent.turn.repromptAfter = .zero
    let engine = SessionEngine(
      agent: agent, models: models, id: SessionID(1), journal: NoJournal(), observer: nil)
    let caller = [Float](repeating: 0, count: 320)
    var block = [Float](repeating: 0, count: 480)
    var before: UInt64 = 0
    for number in 1...180_000 {
      if number == 3_000 { before = UInt64(allocation_count()) }
      var out = block.mutableSpan
      engine.exchange(
        caller: caller.span, agent: &out, at: .milliseconds(Int64(20 * number)))
    }
    // Once it is told that the caller is away; the count that memory would need is 180 000.
    #expect(UInt64(allocation_count()) - before < 50)
    #expect(engine.end == nil)
  }
}

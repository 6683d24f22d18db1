import CAllocationCounter
import ReparteeCore
import Testing

@testable import Repartee

/// What the conversation plane asks of the heap: few times a second, so it may, within bounds.
@Suite(
  .enabled(if: Budgets.current != nil, Budgets.absent),
  .enabled(if: allocation_counter_works() != 0, "allocations cannot be counted with this libc"))
struct TurnTests {
  @Test("A turn: a second of speech, its transcripts, an answer of seven tokens and its audio")
  func turn() {
    var call = EngineCall()
    for _ in 0..<5 { call.turn() }
    let before = (allocation_count(), call.turns)
    for _ in 0..<20 { call.turn() }
    let counted = Double(allocation_count() - before.0) / 20
    #expect(call.turns - before.1 >= 20)
    #expect(call.engine.machine.conversation.messages.count >= 50)
    Budgets.check(.allocations, "turn", costs: counted)
  }

  @Test("A token of an answer")
  func token() throws {
    let call = EngineCall()
    call.engine.handle(.command(.text("Go on.")), at: .zero)
    let generate = try #require(
      call.engine.takeCalls().start.first { if case .generate = $0.work { true } else { false } })
    // One long clause: what a clause takes is a turn's.
    let counted = BlockTests.allocations { round in
      call.engine.deliver(
        ModelResult(input: .token(generate.id, round == 0 ? "Well" : " and")), at: .zero)
    }
    Budgets.check(.allocations, "token", costs: counted)
  }
}

internal import Dispatch
internal import Repartee
internal import Synchronization

/// How calls reach the engine's thread, and how many may be on their way.
final class LlamaMailbox: Sendable {
  private struct State {
    var arrived: [LlamaTicket] = []
    /// Calls that have not been answered yet.
    var open = 0
    var isClosed = false
  }

  private let limit: Int
  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)

  init(limit: Int) { self.limit = limit }

  /// Hands a call over, or says why not.
  func submit(_ ticket: LlamaTicket) -> ModelError? {
    let refusal: ModelError? = state.withLock { state in
      if state.isClosed {
        return ModelError(.failed, "the language model has been closed: load it again")
      }
      guard state.open < limit else {
        return ModelError(
          .overloaded, "the language model has \(limit) calls in hand: try again in a moment")
      }
      state.open += 1
      state.arrived.append(ticket)
      return nil
    }
    if refusal == nil { wake() }
    return refusal
  }

  /// Lets the engine's thread look up from its sleep.
  func wake() { signal.signal() }

  func close() {
    state.withLock { $0.isClosed = true }
    wake()
  }

  /// For the engine's thread: what has arrived, and whether to go on.
  func collect() -> (tickets: [LlamaTicket], isClosed: Bool) {
    state.withLock { state in
      defer { state.arrived = [] }
      return (state.arrived, state.isClosed)
    }
  }

  /// For the engine's thread: sleeps until something may have happened.
  func sleep() { signal.wait() }

  /// For the engine's thread: ends a call.
  func answer(_ ticket: LlamaTicket, _ answer: LlamaTicket.Answer) {
    state.withLock { $0.open -= 1 }
    ticket.answer(answer)
  }
}

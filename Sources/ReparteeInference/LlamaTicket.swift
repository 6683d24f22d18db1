internal import Repartee
internal import Synchronization

/// One call of the engine, from when it is made to its answer.
final class LlamaTicket: Sendable {
  enum Work: Sendable {
    case prepare(instructions: String)
    case generate(LanguageRequest, emit: @Sendable (String) -> Void)
  }

  typealias Answer = Result<LanguageUsage, ModelError>

  let work: Work
  private let cancelled = Atomic(false)
  private let waiter = Mutex<CheckedContinuation<Answer, Never>?>(nil)

  init(_ work: Work) { self.work = work }

  var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
  func cancel() { cancelled.store(true, ordering: .relaxed) }

  func wait(with continuation: CheckedContinuation<Answer, Never>) {
    waiter.withLock { $0 = continuation }
  }

  /// Answers the caller; later answers are ignored.
  func answer(_ answer: Answer) {
    let waiting = waiter.withLock { waiter in
      defer { waiter = nil }
      return waiter
    }
    waiting?.resume(returning: answer)
  }
}

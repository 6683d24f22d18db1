import Dispatch
import Repartee
import Synchronization

/// Jobs that wait for a worker, first come first served.
///
/// A job leaves the queue once, and whoever took it out answers its caller.
final class WorkQueue: Sendable {
  struct Job: Sendable {
    var ticket: UInt64
    var token: CancellationToken
    var perform: @Sendable () -> Void
    var refuse: @Sendable (ModelError) -> Void
  }

  private struct State {
    var jobs: [Job] = []
    var closed = false
  }

  static let cancelled = ModelError(.cancelled, "the call was cancelled before it started")

  private let limit: Int
  private let state = Mutex(State())
  private let lastTicket = Atomic<UInt64>(0)
  /// Counts jobs added, and one more for each wake-up at the end: a worker sleeps on it.
  private let ready = DispatchSemaphore(value: 0)

  init(limit: Int) { self.limit = limit }

  func ticket() -> UInt64 { lastTicket.add(1, ordering: .relaxed).newValue }

  /// - Returns: why the job was not taken; nil when it was.
  func add(_ job: Job) -> ModelError? {
    let reason = state.withLock { state -> ModelError? in
      // Inside the lock, so that a cancellation either is seen here or finds the job.
      if job.token.isCancelled { return Self.cancelled }
      guard state.jobs.count < limit else {
        return ModelError(
          .overloaded, "\(limit) model calls wait already: try again later, or send fewer")
      }
      state.jobs.append(job)
      return nil
    }
    if reason == nil { ready.signal() }
    return reason
  }

  /// Takes out a job that has not started.
  func remove(_ ticket: UInt64) -> Job? {
    state.withLock { state in
      guard let index = state.jobs.firstIndex(where: { $0.ticket == ticket }) else { return nil }
      return state.jobs.remove(at: index)
    }
  }

  /// Sleeps until there is a job.
  /// - Returns: nil when the queue is closed and empty.
  func next() -> Job? {
    while true {
      ready.wait()
      let (job, closed) = state.withLock { state -> (Job?, Bool) in
        (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.closed)
      }
      if let job { return job }
      guard closed else { continue }
      // Pass the wake-up on to the next worker.
      ready.signal()
      return nil
    }
  }

  /// Lets the workers end.
  func close() {
    state.withLock { $0.closed = true }
    ready.signal()
  }
}

import Dispatch
import Foundation
import Synchronization

/// A thread that runs sessions: the serial executor of all actors of the sessions on it.
///
/// Calls between actors on one loop are function calls. Nothing that blocks may run here.
public final class SessionLoop: SerialExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var isStopped = false
  }

  private let state = Mutex(State())
  private let wake = DispatchSemaphore(value: 0)

  /// Starts the thread. It ends when the loop is stopped.
  public init(name: String = "repartee-session") {
    let thread = Thread { [self] in run() }
    thread.name = name
    thread.start()
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
    wake.signal()
  }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  /// Ends the thread once its jobs are done. Call it when no actor uses the loop any more.
  public func stop() {
    state.withLock { $0.isStopped = true }
    wake.signal()
  }

  private func run() {
    while true {
      wake.wait()
      let (batch, isStopped) = state.withLock { state in
        defer { state.jobs.removeAll(keepingCapacity: true) }
        return (state.jobs, state.isStopped)
      }
      for job in batch { job.runSynchronously(on: asUnownedSerialExecutor()) }
      if isStopped, batch.isEmpty { return }
    }
  }
}

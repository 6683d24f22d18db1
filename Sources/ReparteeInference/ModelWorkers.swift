public import Repartee

/// A fixed number of threads on which models run, so that nothing else waits for them.
///
/// Jobs start in the order they came. A thread without a job sleeps. The threads end with the object.
public final class ModelWorkers: Sendable {
  /// The start of the threads' names, for `top` and debuggers.
  public let name: String
  private let queue: WorkQueue

  /// - Parameters:
  ///   - threads: how many jobs run at once, at least 1.
  ///   - limit: how many may wait beyond those; the next one is `.overloaded`.
  public init(name: String, threads: Int, limit: Int = 256) {
    self.name = name
    queue = WorkQueue(limit: max(limit, 1))
    for index in 0..<max(threads, 1) {
      WorkerThread.start(name: "\(name)-\(index)", queue)
    }
  }

  deinit { queue.close() }

  /// Runs `body` on one of the threads and gives what it returns.
  ///
  /// When the calling task is cancelled, a job that still waits never starts, and one that runs is
  /// told through its token; the call returns when `body` has returned.
  /// - Throws: `.cancelled`, `.overloaded` when too many jobs wait, and what `body` throws.
  public func run<T: Sendable>(
    _ body: @escaping @Sendable (CancellationToken) throws(ModelError) -> T
  ) async throws(ModelError) -> T {
    let token = CancellationToken()
    let ticket = queue.ticket()
    let result: Result<T, ModelError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let job = WorkQueue.Job(
          ticket: ticket, token: token,
          perform: { continuation.resume(returning: Self.outcome(of: body, token)) },
          refuse: { continuation.resume(returning: .failure($0)) })
        if let reason = queue.add(job) { job.refuse(reason) }
      }
    } onCancel: {
      token.cancel()
      queue.remove(ticket)?.refuse(WorkQueue.cancelled)
    }
    return try result.get()
  }

  private static func outcome<T: Sendable>(
    of body: @Sendable (CancellationToken) throws(ModelError) -> T, _ token: CancellationToken
  ) -> Result<T, ModelError> {
    do { return .success(try body(token)) } catch { return .failure(error) }
  }
}

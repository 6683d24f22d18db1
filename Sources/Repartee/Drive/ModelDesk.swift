/// Runs the model calls of many sessions, and outlives each of them.
///
/// A session that runs its model calls itself cannot end before the last of them has returned. A model
/// whose worker is stuck would so keep a call from ending; with a desk only the desk waits for it.
public final class ModelDesk: Sendable {
  typealias Work = @Sendable () async -> Void

  private let work: AsyncStream<Work>
  private let handing: AsyncStream<Work>.Continuation

  public init() { (work, handing) = AsyncStream.makeStream() }

  /// Runs what sessions hand in.
  ///
  /// Returns when the desk is closed or the calling task is cancelled, and the last model call has returned.
  public func run() async {
    await withDiscardingTaskGroup { group in
      for await job in work { group.addTask { await job() } }
    }
  }

  /// Takes no more calls; those under way go on. Call it when no session uses the desk any more.
  public func close() { handing.finish() }

  func hand(_ job: @escaping Work) { handing.yield(job) }
}

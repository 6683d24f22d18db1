internal import NIOCore
internal import ReparteeTransports

/// Carries calls that have no connection of their own to run in.
struct CallStarter: Sendable {
  private let host: CallHost
  private let calls: AsyncStream<PreparedCall>
  private let starting: AsyncStream<PreparedCall>.Continuation

  init(host: CallHost) {
    self.host = host
    (calls, starting) = AsyncStream.makeStream()
  }

  /// Begins a call that `run` will carry.
  func begin(_ call: PreparedCall) {
    guard case .terminated = starting.yield(call) else { return }
    host.book.finish(call.entry, CallClosure.draining.rawValue)
    call.loop.execute { call.line.value.finish(.draining) }
    call.place.release()
  }

  /// Carries all calls, until it is stopped and the last one has ended.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await call in calls { group.addTask { await host.carry(call) } }
    }
  }

  /// No more calls begin.
  func stop() { starting.finish() }
}

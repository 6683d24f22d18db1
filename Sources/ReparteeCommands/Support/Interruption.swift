internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns Ctrl-C into cancellation, so that what was recorded is closed in good order.
enum Interruption {
  private static let first = Mutex<(@Sendable () -> Void)?>(nil)

  /// The first signal does this instead, and the second cancels: for what has to end in its own time.
  static func onFirst(_ action: @escaping @Sendable () -> Void) { first.withLock { $0 = action } }

  private static func takeFirst() -> (@Sendable () -> Void)? {
    first.withLock { action in
      defer { action = nil }
      return action
    }
  }

  /// Runs `work`; the first SIGINT or SIGTERM cancels it, the second ends the process at once.
  static func guarding(_ work: @escaping @Sendable () async -> Int32) async -> Int32 {
    let signals = AsyncStream<Int32>.makeStream(bufferingPolicy: .bufferingNewest(2))
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { signals.continuation.yield(number) }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    return await withTaskGroup(of: Int32?.self) { group in
      group.addTask { await work() }
      group.addTask {
        var iterator = signals.stream.makeAsyncIterator()
        while await iterator.next() != nil {
          guard let action = takeFirst() else { return -1 }
          action()
        }
        return nil
      }
      var result: Int32 = 0
      for await value in group {
        guard let value else { continue }
        group.cancelAll()
        // The next signal ends the process as if nobody listened.
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        guard value == -1 else {
          result = value
          break
        }
      }
      return result
    }
  }
}

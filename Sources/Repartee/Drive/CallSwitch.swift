import Synchronization

/// Ends one model call without ending its siblings.
final class CallSwitch: Sendable {
  private struct State {
    var isOff = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  var isOff: Bool { state.withLock { $0.isOff } }

  func turnOff() {
    let waiter = state.withLock { state in
      state.isOff = true
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Runs `work` until it is done, the switch is turned off or the calling task is cancelled.
  func run(_ work: @escaping @Sendable () async -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await work() }
      group.addTask { await self.untilOff() }
      await group.next()
      group.cancelAll()
    }
  }

  private func untilOff() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOff = state.withLock { state in
          if !state.isOff { state.waiter = continuation }
          return state.isOff
        }
        if isOff { continuation.resume() }
      }
    } onCancel: {
      turnOff()
    }
  }
}

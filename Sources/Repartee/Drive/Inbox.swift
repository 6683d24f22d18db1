import Synchronization

/// Where other threads leave things for one session to take. One consumer.
///
/// Its length is bounded by what the session asked for: a block tick, and the results of calls that are under way.
final class Inbox<Item: Sendable>: Sendable {
  private struct State {
    var items: [Item] = []
    var waiter: CheckedContinuation<Void, Never>?
    var isClosed = false
  }

  private let state = Mutex(State())

  func post(_ item: Item) {
    let waiter = state.withLock { state in
      if !state.isClosed { state.items.append(item) }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Nobody takes anything any more: what is posted is dropped.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.items = []
    }
  }

  /// Everything that was posted: waits for something, which another may have taken meanwhile.
  func take() async -> [Item] {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if state.items.isEmpty { state.waiter = continuation }
        return !state.items.isEmpty
      }
      if isReady { continuation.resume() }
    }
    return takeNow()
  }

  /// Everything that was posted so far, which may be nothing.
  func takeNow() -> [Item] {
    state.withLock { state in
      guard !state.items.isEmpty else { return [] }
      defer { state.items = [] }
      return state.items
    }
  }
}

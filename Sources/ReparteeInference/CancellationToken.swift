import Synchronization

/// Tells running model code that nobody waits for its result any more.
public final class CancellationToken: Sendable {
  private let flag = Atomic<Bool>(false)
  private let hooks = Mutex<[UInt64: @Sendable () -> Void]>([:])
  private let lastHook = Atomic<UInt64>(0)

  public init() {}

  /// Whether the work should stop. Costs one load; ask as often as you like.
  public var isCancelled: Bool { flag.load(ordering: .acquiring) }

  /// Asks the work to stop. Asking twice does nothing more.
  public func cancel() {
    let first = flag.exchange(true, ordering: .acquiringAndReleasing) == false
    guard first else { return }
    hooks.withLock { hooks in
      for hook in hooks.values { hook() }
      hooks.removeAll()
    }
  }

  /// Calls `hook` at most once, on the thread that cancels, if that happens before `body` returns.
  ///
  /// After this returns `hook` is not running and will not run, so what it touches may go.
  package func whileCancelling<T>(
    _ hook: @escaping @Sendable () -> Void, _ body: () -> T
  ) -> T {
    let id = lastHook.add(1, ordering: .relaxed).newValue
    hooks.withLock { $0[id] = hook }
    // The token may have been cancelled before the hook was in place.
    if isCancelled {
      hooks.withLock { $0.removeValue(forKey: id)?() }
    }
    defer { hooks.withLock { _ = $0.removeValue(forKey: id) } }
    return body()
  }
}

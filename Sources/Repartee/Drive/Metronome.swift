import ReparteeCore

/// Tells calls when 20 ms have passed.
///
/// One that serves many calls from one timer costs each of them next to nothing.
public protocol Metronome: Sendable {
  /// Calls `beat` once for every 20 ms of the clock, never drifting; late ones follow at once.
  ///
  /// Returns when the calling task is cancelled, and not before. `beat` may be called from any thread
  /// and must not block.
  func beats(_ beat: @escaping @Sendable () -> Void) async
}

/// A timer of its own for each call.
public struct ClockMetronome: Metronome {
  public init() {}

  public func beats(_ beat: @escaping @Sendable () -> Void) async {
    let clock = ContinuousClock()
    var next = clock.now + .milliseconds(20)
    while !Task.isCancelled {
      do { try await clock.sleep(until: next, tolerance: .milliseconds(1)) } catch { return }
      beat()
      next += .milliseconds(20)
    }
  }
}

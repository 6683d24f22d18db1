import ReparteeCore

/// Tells calls when 20 ms have passed.
///
/// One that serves many calls from one timer costs each of them next to nothing.
public protocol Metronome: Sendable {
  /// Calls `beat` once for every 20 ms of the clock, never drifting; late ones follow as soon as what
  /// came meanwhile was read, as far as they are no more than two seconds late: after that the process did not run,
  /// and neither did calls.
  ///
  /// Returns when the calling task is cancelled, and not before. `beat` may be called from any thread
  /// and must not block.
  func beats(_ beat: @escaping @Sendable () -> Void) async
  /// Whether all beats come on this executor: a call that lives there is then carried in them, and no task is woken for
  /// a block. False unless said otherwise.
  func beats(on executor: any SerialExecutor) -> Bool
}

extension Metronome {
  public func beats(on executor: any SerialExecutor) -> Bool { false }
}

/// A timer of its own for each call.
public struct ClockMetronome: Metronome {
  public init() {}

  public func beats(_ beat: @escaping @Sendable () -> Void) async {
    let clock = SuspendingClock()
    var next = clock.now + .milliseconds(20)
    while !Task.isCancelled {
      do { try await clock.sleep(until: next, tolerance: .milliseconds(1)) } catch { return }
      beat()
      next += .milliseconds(20)
      let now = clock.now
      if next.duration(to: now) > .seconds(2) { next = now.advanced(by: .seconds(-2)) }
    }
  }
}

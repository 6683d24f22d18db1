import ReparteeCore

/// The time of a call that runs at the pace of a clock.
///
/// It is the clock's, which never goes back, less what the process slept through: a machine that was
/// stopped for an hour has not heard an hour of silence, and has not let an hour of patience pass.
struct CallTime {
  /// Blocks that come late are caught up with; further behind than this the process did not run.
  static let longestDelay = MediaTime.seconds(2)
  private static let block = MediaTime.milliseconds(20)

  private var blocks = MediaTime.zero
  private(set) var missed = MediaTime.zero

  /// Another block of the call's audio begins.
  mutating func addBlock() { blocks = blocks + Self.block }

  /// - Parameter clock: how long ago the call began. Never less than before.
  mutating func now(at clock: MediaTime) -> MediaTime {
    let delay = clock - missed - blocks
    if delay > Self.longestDelay { missed = missed + delay - Self.longestDelay }
    return clock - missed
  }
}

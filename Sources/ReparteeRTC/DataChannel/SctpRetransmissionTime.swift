import ReparteeCore

/// How long to wait for an acknowledgement (RFC 9260 §6.3.1).
struct SctpRetransmissionTime: Sendable {
  private let timing: SctpTiming
  private var smoothed: Int64?
  private var variation: Int64 = 0
  private(set) var value: MediaTime

  init(_ timing: SctpTiming) {
    self.timing = timing
    value = timing.initial
  }

  /// A round trip was measured.
  mutating func measured(_ time: MediaTime) {
    let sample = min(max(0, time.nanoseconds), 60_000_000_000)
    if let old = smoothed {
      variation = (3 * variation + abs(old - sample)) / 4
      smoothed = (7 * old + sample) / 8
    } else {
      smoothed = sample
      variation = sample / 2
    }
    let wanted = MediaTime(nanoseconds: (smoothed ?? sample) + 4 * variation)
    value = min(max(wanted, timing.minimum), timing.maximum)
  }

  /// Nothing came in that time.
  mutating func expired() {
    value = min(value + value, timing.maximum)
  }
}

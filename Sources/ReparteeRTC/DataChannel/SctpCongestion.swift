/// How many bytes may be on their way (RFC 9260 §7.2).
struct SctpCongestion: Sendable {
  private let datagram: Int
  private let maximum: Int
  private(set) var window: Int
  private var threshold: Int
  private var partial = 0
  /// While lost pieces are made good: the last that was sent when that began.
  private(set) var recovery: UInt32?

  init(limits: SctpLimits, peerWindow: Int) {
    datagram = limits.datagram
    maximum = limits.send
    window = min(4 * datagram, max(2 * datagram, 4_404))
    threshold = max(peerWindow, 4 * datagram)
  }

  /// The other side has more than before.
  mutating func acknowledged(bytes: Int, flightBefore: Int, cumulative: UInt32) {
    if let end = recovery {
      if SctpSerial.distance(cumulative, from: end) >= 0 { recovery = nil }
      return
    }
    // A window that was not used says nothing about the network.
    guard flightBefore + datagram > window else { return }
    if window <= threshold {
      window = min(maximum, window + min(bytes, datagram))
      return
    }
    partial += bytes
    if partial >= window {
      partial -= window
      window = min(maximum, window + datagram)
    }
  }

  /// A piece was reported missing so often that it is lost.
  /// - Returns: whether this is the first of a round.
  mutating func lost(last: UInt32) -> Bool {
    guard recovery == nil else { return false }
    threshold = max(window / 2, 4 * datagram)
    window = threshold
    partial = 0
    recovery = last
    return true
  }

  mutating func expired() {
    threshold = max(window / 2, 4 * datagram)
    window = datagram
    partial = 0
    recovery = nil
  }

  mutating func limitBurst(to bytes: Int) { window = min(window, max(bytes, datagram)) }
}

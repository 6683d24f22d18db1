internal import ReparteeCore

/// How long a TCP sender waits for an acknowledgement (RFC 6298), with the least that Linux adds to the round trip.
struct TcpTimer {
  /// The RFC asks for a second in all at least, and permits less; this much above the round trip is what Linux waits.
  static let least = MediaTime.milliseconds(200)
  static let most = MediaTime.seconds(60)

  /// The shortest round trip that was measured.
  private(set) var quickest: MediaTime?
  /// Smoothed, in nanoseconds, and its mean deviation.
  private var smoothed = 0.0
  private var deviation = 0.0
  /// How often the time was doubled.
  private var doublings: Int64 = 0

  /// Nil before the first measurement.
  var roundTrip: MediaTime? {
    quickest.map { _ in MediaTime(nanoseconds: Int64(smoothed)) }
  }

  var timeout: MediaTime {
    let margin = max(Self.least, MediaTime(nanoseconds: Int64(4 * deviation)))
    let time = roundTrip.map { $0 + margin } ?? .seconds(1)
    return min(Self.most, MediaTime(nanoseconds: time.nanoseconds << min(doublings, 8)))
  }

  mutating func measured(_ sample: MediaTime) {
    let time = Double(sample.nanoseconds)
    if quickest == nil {
      smoothed = time
      deviation = time / 2
    } else {
      deviation += ((smoothed - time).magnitude - deviation) / 4
      smoothed += (time - smoothed) / 8
    }
    quickest = min(quickest ?? sample, sample)
  }

  mutating func expired() { doublings += 1 }
  mutating func progressed() { doublings = 0 }
}

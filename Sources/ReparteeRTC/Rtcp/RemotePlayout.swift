public import ReparteeCore

/// What the far side has heard of what was sent, as well as it can be known: sent, half a round trip, and held back there
/// for the jitter that its reports name.
///
/// Browsers do not say how long they hold audio back. Chromium's buffer was seen at 35 to 70 ms with hardly any jitter,
/// and adds what it measures on top.
public struct RemotePlayout: Sendable {
  /// What a browser holds back without jitter, and its sound card: 50 ms.
  public static let base = MediaTime.milliseconds(50)
  /// Chromium aims at about the 97th percentile of lateness; of the mean deviation that is about three times.
  static let jitterFactor: Int64 = 3
  /// A browser holds back no more than that, whatever a report says.
  static let maximum = MediaTime.milliseconds(1_000)

  private struct Mark {
    var sent: MediaTime
    var position: MediaTime
  }

  /// From sending to sounding, as of the last report.
  public private(set) var lag = base
  /// The marks that have not sounded, a ring, the oldest at `first`. 20 ms each: 1.28 s.
  private var marks = [Mark](
    repeating: Mark(sent: .zero, position: .zero), count: 64)
  private var first = 0
  private var count = 0
  private var sounded = MediaTime.zero
  private var newest = MediaTime.zero

  public init() {}

  /// Takes what the far side said of its reception.
  public mutating func update(_ quality: RemoteQuality) {
    let half = (quality.roundTrip?.nanoseconds ?? 0) / 2
    let held = max(0, min(quality.jitter.nanoseconds, Self.maximum.nanoseconds)) * Self.jitterFactor
    let sum = MediaTime(nanoseconds: Self.base.nanoseconds &+ max(0, half) &+ held)
    lag = min(sum, Self.maximum)
  }

  /// Audio up to `position` of the agent's speech has just been sent. Positions count what was sent, and grow.
  public mutating func sent(upTo position: MediaTime, at now: MediaTime) {
    advance(to: now)
    if count == marks.count {
      // More than can be under way: the oldest has sounded.
      sounded = max(sounded, marks[first].position)
      first = (first + 1) & 63
      count -= 1
    }
    marks[(first + count) & 63] = Mark(sent: now, position: position)
    count += 1
    newest = max(newest, position)
  }

  /// How much of the agent's speech has sounded. Never goes back.
  public mutating func heard(at now: MediaTime) -> MediaTime {
    advance(to: now)
    return sounded
  }

  /// Sent, and still to sound: it cannot be called back.
  public mutating func underWay(at now: MediaTime) -> MediaTime {
    advance(to: now)
    return newest - sounded
  }

  private mutating func advance(to now: MediaTime) {
    while count > 0, marks[first].sent + lag <= now {
      sounded = max(sounded, marks[first].position)
      first = (first + 1) & 63
      count -= 1
    }
  }
}

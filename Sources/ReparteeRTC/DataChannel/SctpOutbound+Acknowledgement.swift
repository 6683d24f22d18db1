import ReparteeCore

extension SctpOutbound {
  /// What an acknowledgement told.
  struct News {
    /// Whether the other side has anything that it was not known to have.
    var isNew = false
    /// Whether what it has without a gap grew.
    var hasAdvanced = false
    /// A round trip, when one could be measured.
    var roundTrip: MediaTime?
  }

  /// Reports of a piece as missing before it is taken for lost (RFC 9260 §7.2.4).
  private static let lossReports = 3

  /// Takes an acknowledgement (RFC 9260 §6.2.1); nil when it is old, or of what was never sent.
  mutating func acknowledge(_ sack: SctpSack, at now: MediaTime) -> News? {
    guard let (bytes, flightBefore, advanced) = pass(sack.cumulative) else { return nil }
    var news = News()
    var highest: UInt32?
    let newBytes = bytes + mark(sack.blocks, &highest)
    news.isNew = newBytes > 0 || advanced
    news.hasAdvanced = advanced
    news.roundTrip = measure(now)
    if advanced {
      congestion.acknowledged(
        bytes: newBytes, flightBefore: flightBefore, cumulative: cumulative)
    }
    if let highest { report(below: highest) }
    flight = sent.reduce(0) { $0 + ($1.isAcknowledged || $1.mustResend ? 0 : $1.size) }
    peerWindow = max(0, Int(sack.window) - flight)
    return news
  }

  /// The other side has all up to `tsn`: the part of an acknowledgement that SHUTDOWN holds as well.
  mutating func acknowledge(shutdown tsn: UInt32, at now: MediaTime) -> News? {
    guard let (_, _, advanced) = pass(tsn) else { return nil }
    flight = sent.reduce(0) { $0 + ($1.isAcknowledged || $1.mustResend ? 0 : $1.size) }
    return News(isNew: advanced, hasAdvanced: advanced, roundTrip: measure(now))
  }

  private mutating func pass(
    _ tsn: UInt32
  ) -> (bytes: Int, flightBefore: Int, hasAdvanced: Bool)? {
    let advance = SctpSerial.distance(tsn, from: cumulative)
    guard advance >= 0, advance <= sent.count else { return nil }
    let before = flight
    let bytes = sent.prefix(advance).reduce(0) { $0 + ($1.isAcknowledged ? 0 : $1.size) }
    if let probe, SctpSerial.distance(probe, from: tsn) <= 0, advance > 0 {
      let place = SctpSerial.distance(probe, from: cumulative) - 1
      if sent.indices.contains(place) { probed = sent[place].at }
      self.probe = nil
    }
    sent.removeFirst(advance)
    cumulative = tsn
    return (bytes, before, advance > 0)
  }

  /// Marks what arrived beyond gaps, and unmarks what the other side gave up again.
  /// - Returns: how many bytes of it are new.
  private mutating func mark(_ blocks: [SctpSack.Block], _ highest: inout UInt32?) -> Int {
    var bytes = 0
    var done = 0
    for block in blocks {
      let first = Int(block.start) - 1
      let last = min(Int(block.end) - 1, sent.count - 1)
      guard first >= done, first <= last else { continue }
      for place in done..<first { sent[place].isAcknowledged = false }
      for place in first...last where !sent[place].isAcknowledged {
        sent[place].isAcknowledged = true
        sent[place].mustResend = false
        bytes += sent[place].size
        highest = sent[place].data.tsn
        guard probe == sent[place].data.tsn else { continue }
        probed = sent[place].at
        probe = nil
      }
      done = last + 1
    }
    for place in done..<max(done, sent.count) { sent[place].isAcknowledged = false }
    return bytes
  }

  private mutating func measure(_ now: MediaTime) -> MediaTime? {
    defer { probed = nil }
    return probed.map { now - $0 }
  }

  private mutating func report(below highest: UInt32) {
    for place in sent.indices
    where !sent[place].isAcknowledged && !sent[place].mustResend
      && SctpSerial.distance(sent[place].data.tsn, from: highest) < 0
    {
      sent[place].reports += 1
      // What was sent again once is left to the time-out: reports of it may be of the first time.
      guard sent[place].reports == Self.lossReports, !sent[place].wasResent else { continue }
      sent[place].mustResend = true
      if congestion.lost(last: next &- 1) { mayResendAtOnce = true }
    }
  }
}

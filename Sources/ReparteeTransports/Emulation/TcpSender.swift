internal import ReparteeCore

/// The sending end of a TCP connection, as systems in use have it: selective acknowledgements, losses found by time
/// (RFC 8985), a window that is halved at a loss and grows again (RFC 5681), and a retransmission timer (RFC 6298).
///
/// Nagle's algorithm is off, so that a message leaves at once where the window has room for it.
struct TcpSender {
  /// The largest segment, in bytes.
  static let segment = 1_448
  /// The window at first (RFC 6928).
  private static let initialWindow = 10 * segment
  /// Later segments that must have come for one before them to be taken for lost without waiting (RFC 5681).
  private static let duplicates = 3

  struct Sent {
    var range: Range<Int>
    var time: MediaTime
    var isThere = false
    var isLost = false
    var wasSentAgain = false
  }

  private var flight: [Sent] = []
  private var timer = TcpTimer()
  private var window = Double(initialWindow)
  private var threshold = Double.infinity
  /// While what was sent before this is not all there, losses do not halve the window again.
  private var recoversTo: Int?
  /// What was written, what was sent and what is there, in bytes since the beginning.
  private(set) var written = 0
  private var next = 0
  private var acknowledged = 0
  /// The newest sending that is known to have come, its end and the round trip it took (RFC 8985 §5.2).
  private var newest: (time: MediaTime, end: Int, roundTrip: MediaTime)?
  private var sawReordering = false
  private var farthest = 0
  private var timeoutAt: MediaTime?
  private var probeAt: MediaTime?
  private var lossAt: MediaTime?
  private(set) var retransmissions = 0
  private(set) var timeouts = 0

  /// When it wants to be asked what to send, at the latest.
  var deadline: MediaTime? { [timeoutAt, probeAt, lossAt].compactMap { $0 }.min() }

  mutating func write(_ count: Int) { written += count }

  /// What is to be sent now.
  mutating func poll(at now: MediaTime) -> [Range<Int>] {
    var output: [Range<Int>] = []
    if let time = lossAt, time <= now { findLosses(at: now) }
    if let time = timeoutAt, time <= now { expire(at: now) }
    if let time = probeAt, time <= now { output += probe(at: now) }
    while let segment = nextSegment(at: now) { output.append(segment) }
    if flight.isEmpty {
      (timeoutAt, probeAt) = (nil, nil)
    } else if !output.isEmpty || timeoutAt == nil {
      if timeoutAt == nil { timeoutAt = now + timer.timeout }
      armProbe(at: now)
    }
    return output
  }

  private mutating func nextSegment(at now: MediaTime) -> Range<Int>? {
    let pipe = flight.reduce(0) { $0 + ($1.isThere || $1.isLost ? 0 : $1.range.count) }
    if let index = flight.firstIndex(where: { $0.isLost }) {
      guard pipe == 0 || Double(pipe + flight[index].range.count) <= window else { return nil }
      return sendAgain(index, at: now)
    }
    let size = min(Self.segment, written - next)
    guard size > 0, pipe == 0 || Double(pipe + size) <= window else { return nil }
    let range = next..<next + size
    next += size
    flight.append(Sent(range: range, time: now))
    return range
  }

  private mutating func sendAgain(_ index: Int, at now: MediaTime) -> Range<Int> {
    flight[index].isLost = false
    flight[index].wasSentAgain = true
    flight[index].time = now
    retransmissions += 1
    return flight[index].range
  }

  /// Nothing came back for so long that all that is under way counts as lost.
  private mutating func expire(at now: MediaTime) {
    guard !flight.isEmpty else { return }
    timeouts += 1
    if recoversTo == nil { halve() }
    window = Double(Self.segment)
    recoversTo = next
    for index in flight.indices where !flight[index].isThere { flight[index].isLost = true }
    timer.expired()
    timeoutAt = now + timer.timeout
    probeAt = nil
  }

  /// Sends the last segment again, so that what comes back tells what is missing (RFC 8985 §7).
  private mutating func probe(at now: MediaTime) -> [Range<Int>] {
    probeAt = nil
    guard recoversTo == nil, let last = flight.indices.last, !flight[last].isThere else {
      return []
    }
    timeoutAt = now + timer.timeout
    return [sendAgain(last, at: now)]
  }

  private mutating func armProbe(at now: MediaTime) {
    guard recoversTo == nil, let roundTrip = timer.roundTrip else { return probeAt = nil }
    // One segment alone may be acknowledged late.
    let spare = flight.count == 1 ? TcpTimer.least : .zero
    let time = now + roundTrip + roundTrip + spare
    probeAt = time < timeoutAt ?? .zero ? time : nil
  }

  private mutating func halve() {
    threshold = max(Double(next - acknowledged) / 2, Double(2 * Self.segment))
    window = threshold
  }
}

extension TcpSender {
  mutating func receive(_ ack: TcpReceiver.Acknowledgement, at now: MediaTime) {
    let wasLimited = Double(next - acknowledged + Self.segment) > window || next < written
    for index in flight.indices where !flight[index].isThere {
      let range = flight[index].range
      let isThere =
        range.upperBound <= ack.next
        || ack.beyond.contains {
          $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound
        }
      if isThere { came(index, at: now) }
    }
    flight.removeAll { $0.range.upperBound <= ack.next }
    if ack.next > acknowledged {
      let progress = ack.next - acknowledged
      acknowledged = ack.next
      timer.progressed()
      timeoutAt = now + timer.timeout
      if let point = recoversTo, acknowledged >= point { recoversTo = nil }
      if wasLimited, recoversTo == nil || window < threshold { grow(by: progress) }
    }
    findLosses(at: now)
    armProbe(at: now)
  }

  /// Slow start and congestion avoidance (RFC 5681 §3.1).
  private mutating func grow(by progress: Int) {
    let segment = Double(Self.segment)
    if window < threshold {
      window += min(Double(progress), segment)
    } else {
      window += segment * Double(progress) / window
    }
  }

  private mutating func came(_ index: Int, at now: MediaTime) {
    let sent = flight[index]
    flight[index].isThere = true
    flight[index].isLost = false
    let roundTrip = now - sent.time
    if sent.wasSentAgain {
      // It may be the first sending that came (Karn's rule).
      guard let quickest = timer.quickest, roundTrip >= quickest else { return }
    } else {
      timer.measured(roundTrip)
      if sent.range.upperBound < farthest { sawReordering = true }
    }
    farthest = max(farthest, sent.range.upperBound)
    let isNewer = newest.map { ($0.time, $0.end) < (sent.time, sent.range.upperBound) } ?? true
    if isNewer { newest = (sent.time, sent.range.upperBound, roundTrip) }
  }

  /// What was sent before something that came, and should have come by now, is lost (RFC 8985 §6.2).
  private mutating func findLosses(at now: MediaTime) {
    lossAt = nil
    guard let newest, let quickest = timer.quickest else { return }
    let isSure =
      !sawReordering
      && (recoversTo != nil || flight.count { $0.isThere } >= Self.duplicates)
    let spare = isSure ? .zero : MediaTime(nanoseconds: quickest.nanoseconds / 4)
    var hasLost = false
    for index in flight.indices where !flight[index].isThere && !flight[index].isLost {
      let sent = flight[index]
      guard (sent.time, sent.range.upperBound) < (newest.time, newest.end) else { continue }
      let due = sent.time + newest.roundTrip + spare
      if due <= now {
        flight[index].isLost = true
        hasLost = true
      } else {
        lossAt = min(lossAt ?? due, due)
      }
    }
    guard hasLost, recoversTo == nil else { return }
    halve()
    recoversTo = next
  }
}

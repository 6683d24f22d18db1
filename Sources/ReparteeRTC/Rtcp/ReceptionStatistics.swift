public import ReparteeCore

/// Counts what comes of one source, for the reports on it (RFC 3550 §6.4.1, A.3, A.8).
public struct ReceptionStatistics: Sendable {
  public private(set) var source: UInt32?
  /// Packets that came, duplicates included.
  public private(set) var received: Int64 = 0
  private var sequences = SequenceUnwrapper()
  private var first: Int64 = 0
  /// Jitter in sixteenths of a unit of the 48 kHz clock, and the last packet's transit in units.
  private var jitterSixteenths: Int64 = 0
  private var transit: Int64?
  /// What had been expected and received at the report before.
  private var before: (expected: Int64, received: Int64) = (0, 0)
  /// The last sender report, and when it came.
  private var senderReport: (short: UInt32, arrival: MediaTime)?

  public init() {}

  /// Packets that should have come from the first to the highest.
  public var expected: Int64 { sequences.highest.map { $0 - first + 1 } ?? 0 }
  /// Packets that did not; negative if more came twice than were lost.
  public var lost: Int64 { expected - received }
  /// The mean deviation of the packets' spacing.
  public var jitter: MediaTime { .samples(Int(jitterSixteenths / 16), at: .hz48000) }

  /// Takes one RTP packet. Another source, or a leap of the numbers, begins a new count.
  public mutating func received(_ header: RtpHeader, at now: MediaTime) {
    if header.source != source || leaps(header.sequence) { restart(header.source) }
    let isFirst = sequences.highest == nil
    let number = sequences.unwrap(header.sequence)
    if isFirst { first = number }
    // Before the first: late, and expected after all.
    first = min(first, number)
    received += 1
    measure(header.timestamp, at: now)
  }

  /// Takes a report of the source's sender.
  public mutating func receivedReport(_ sender: SenderInfo, from source: UInt32, at now: MediaTime)
  {
    guard self.source == nil || self.source == source else { return }
    senderReport = (sender.time.short, now)
  }

  /// The block for the next report; nil if nothing has come. What is lost is counted anew from here on.
  public mutating func block(at now: MediaTime) -> ReportBlock? {
    guard let source, let highest = sequences.highest else { return nil }
    let expectedNow = expected - before.expected
    let lostNow = expectedNow - (received - before.received)
    before = (expected, received)
    let fraction = expectedNow > 0 && lostNow > 0 ? min(255, lostNow * 256 / expectedNow) : 0
    let delay = senderReport.map {
      max(0, (now - $0.arrival).nanoseconds) / 1000 &* 65_536 / 1_000_000
    }
    return ReportBlock(
      source: source, fractionLost: UInt8(clamping: fraction), lost: Int32(clamping: lost),
      highest: UInt32(truncatingIfNeeded: highest),
      jitter: UInt32(clamping: jitterSixteenths / 16), lastReport: senderReport?.short ?? 0,
      delaySinceLastReport: UInt32(clamping: delay ?? 0))
  }

  private func leaps(_ sequence: UInt16) -> Bool {
    guard let highest = sequences.highest else { return false }
    let jump = SequenceUnwrapper.nearest(sequence, to: highest) - highest
    return jump > 3_000 || jump < -1_000
  }

  private mutating func restart(_ source: UInt32) {
    let report = self.source == nil || self.source == source ? senderReport : nil
    self = ReceptionStatistics()
    self.source = source
    senderReport = report
  }

  /// RFC 3550 A.8, in integers.
  private mutating func measure(_ timestamp: UInt32, at now: MediaTime) {
    let arrival = now.nanoseconds / 1000 &* 48 / 1000
    let relative = Int64(
      Int32(truncatingIfNeeded: arrival &- Int64(timestamp)))
    defer { transit = relative }
    guard let transit else { return }
    let change = Int64(Int32(truncatingIfNeeded: relative &- transit)).magnitude
    // A pause of the sender's clock is no jitter: no more than a second counts.
    let deviation = Int64(min(change, 48_000))
    jitterSixteenths += deviation - (jitterSixteenths + 8) / 16
  }
}

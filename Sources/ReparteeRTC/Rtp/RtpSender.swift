public import ReparteeCore

/// Numbers and times the packets of one stream: a slot every 20 ms, with or without a packet in it.
///
/// The timestamp moves on through silence, so that the far side's buffer does not take a pause for lateness, and the first
/// packet after silence carries the marker (RFC 3551 §4.1).
public struct RtpSender: Sendable {
  /// The length of a slot.
  public static let slot = MediaTime.milliseconds(20)
  /// Its length in the units of Opus's RTP clock, 48 kHz (RFC 7587 §4.1).
  public static let step: UInt32 = 960
  /// A driver that comes later than this skips what it missed: sent in a burst it would only fill the far side's buffer.
  public static let maximumBurst = 5

  public let source: UInt32
  public let payloadType: UInt8
  /// Packets and payload octets sent, as sender reports count them (RFC 3550 §6.4.1).
  public private(set) var packets: UInt32 = 0
  public private(set) var octets: UInt32 = 0
  private var sequence: UInt16
  private var timestamp: UInt32
  private var wasSilent = true
  /// When the slot that `timestamp` names begins; nil before the first.
  private var next: MediaTime?

  /// The first sequence number and timestamp should be random (RFC 3550 §5.1).
  public init(source: UInt32, payloadType: UInt8, sequence: UInt16, timestamp: UInt32) {
    self.source = source
    self.payloadType = payloadType
    self.sequence = sequence
    self.timestamp = timestamp
  }

  /// How many slots are to be filled now, 0…5. Fill each with `packet` or `silence`.
  public mutating func due(at now: MediaTime) -> Int {
    guard let next else {
      self.next = now
      return 1
    }
    guard now >= next else { return 0 }
    // A difference that does not fit is no time that can be.
    let slots = max(1, (now.nanoseconds &- next.nanoseconds) / Self.slot.nanoseconds + 1)
    let missed = slots - Int64(Self.maximumBurst)
    guard missed > 0 else { return Int(slots) }
    skip(missed)
    return Self.maximumBurst
  }

  /// When the next slot begins; nil before the first call of `due`.
  public var nextSlot: MediaTime? { next }

  /// The header of a packet that fills the next slot with `count` bytes of payload.
  public mutating func packet(payload count: Int) -> RtpHeader {
    let header = RtpHeader(
      marker: wasSilent, payloadType: payloadType, sequence: sequence, timestamp: timestamp,
      source: source)
    sequence &+= 1
    packets &+= 1
    octets &+= UInt32(truncatingIfNeeded: count)
    wasSilent = false
    skip(1)
    return header
  }

  /// Leaves the next slot empty.
  public mutating func silence() {
    wasSilent = true
    skip(1)
  }

  /// The timestamp that belongs to an instant, for sender reports.
  public func timestamp(at now: MediaTime) -> UInt32 {
    guard let next else { return timestamp }
    let ahead = (now.nanoseconds &- next.nanoseconds) / 1000 &* 48 / 1000
    return timestamp &+ UInt32(truncatingIfNeeded: ahead)
  }

  private mutating func skip(_ slots: Int64) {
    timestamp &+= UInt32(truncatingIfNeeded: slots &* Int64(Self.step))
    guard let next else { return }
    self.next = MediaTime(
      nanoseconds: next.nanoseconds &+ slots &* Self.slot.nanoseconds)
  }
}

/// One packet of a telephone event (RFC 4733 §2.3).
public struct TelephoneEvent: Sendable, Hashable {
  /// 0…15 are the keys of a telephone, others are tones and states of a line.
  public let event: UInt8
  /// The last packets of an event say so.
  public let isEnd: Bool
  /// In units of the RTP clock, from the packet's timestamp on.
  public let duration: UInt16

  /// Reads the first event of a payload; nil if it is cut short.
  public init?(payload: Span<UInt8>) {
    guard payload.count >= 4, let duration = payload.number(UInt16.self, at: 2) else { return nil }
    event = payload[0]
    isEnd = payload[1] & 0x80 != 0
    self.duration = duration
  }

  public init(event: UInt8, isEnd: Bool, duration: UInt16) {
    self.event = event
    self.isEnd = isEnd
    self.duration = duration
  }

  /// The payload, at the usual volume of -10 dBm0.
  public var payload: [UInt8] {
    [event, (isEnd ? 0x80 : 0) | 10, UInt8(duration >> 8), UInt8(duration & 0xFF)]
  }

  /// The key: 0…9, *, #, A…D (RFC 4733 §3.2); nil for what is none.
  public var digit: Character? {
    let keys: [Character] = [
      "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#", "A", "B", "C", "D",
    ]
    return Int(event) < keys.count ? keys[Int(event)] : nil
  }
}

/// Makes one digit of the many packets that one press of a key sends.
public struct DigitReceiver: Sendable {
  /// The timestamps of the presses seen last: every packet of a press has the same, and late ones may come after the
  /// next press has begun.
  private var seen: [UInt32] = []

  public init() {}

  /// The key, the first time that a packet of its press comes.
  public mutating func handle(timestamp: UInt32, payload: Span<UInt8>) -> Character? {
    guard let digit = TelephoneEvent(payload: payload)?.digit, !seen.contains(timestamp) else {
      return nil
    }
    if seen.count >= 8 { seen.removeFirst() }
    seen.append(timestamp)
    return digit
  }
}

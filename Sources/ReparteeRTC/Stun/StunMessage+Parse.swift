import ReparteeCore

extension StunMessage {
  /// Reads one datagram. FINGERPRINT is checked if there is one; MESSAGE-INTEGRITY is not, see `isAuthentic`.
  public init(parsing bytes: [UInt8]) throws(StunError) {
    guard bytes.count >= Self.headerSize, bytes.count <= Self.maximumSize, bytes.count % 4 == 0
    else { throw .length }
    let span = bytes.span
    guard let type = span.number(UInt16.self, at: 0), type & 0xC000 == 0,
      span.number(UInt32.self, at: 4) == Self.cookie,
      let high = span.number(UInt32.self, at: 8), let low = span.number(UInt64.self, at: 12)
    else { throw .notStun }
    guard let length = span.number(UInt16.self, at: 2), Int(length) == bytes.count - Self.headerSize
    else { throw .length }
    guard let kind = Kind(rawValue: type) else { throw .method }
    self.init(kind: kind, transaction: StunTransaction(high: high, low: low))
    var offset = Self.headerSize
    while offset < bytes.count {
      guard let type = span.number(UInt16.self, at: offset),
        let length = span.number(UInt16.self, at: offset + 2),
        offset + 4 + Int(length) <= bytes.count
      else { throw .attribute(0) }
      try read(type, in: bytes, value: (offset + 4)..<(offset + 4 + Int(length)))
      offset += 4 + (Int(length) + 3) & ~3
    }
  }

  /// Takes one attribute. What follows MESSAGE-INTEGRITY is not covered by it and therefore ignored, FINGERPRINT
  /// excepted (RFC 8489 §14.5).
  private mutating func read(_ type: UInt16, in bytes: [UInt8], value: Range<Int>)
    throws(StunError)
  {
    let span = bytes.span
    if type == Attribute.fingerprint {
      let sum = CRC32.checksum(bytes[0..<(value.lowerBound - 4)]) ^ Self.fingerprintMask
      guard value.count == 4, value.upperBound == bytes.count,
        span.number(UInt32.self, at: value.lowerBound) == sum
      else { throw .fingerprint }
      return
    }
    guard integrity == nil else { return }
    switch type {
    case Attribute.username:
      guard value.count <= 512 else { throw .attribute(type) }
      username = String(decoding: span.array(value), as: UTF8.self)
    case Attribute.integrity:
      guard value.count == 20 else { throw .attribute(type) }
      integrity = value.lowerBound - 4
    case Attribute.xorMappedAddress:
      mapped = try Self.address(span, value, transaction)
    case Attribute.useCandidate: nominates = true
    case Attribute.errorCode:
      guard value.count >= 4 else { throw .attribute(type) }
      errorCode = Int(bytes[value.lowerBound + 2] & 7) * 100 + Int(bytes[value.lowerBound + 3])
    default: try readNumber(type, span, value)
    }
  }

  private mutating func readNumber(_ type: UInt16, _ span: Span<UInt8>, _ value: Range<Int>)
    throws(StunError)
  {
    switch type {
    case Attribute.priority:
      guard value.count == 4 else { throw .attribute(type) }
      priority = span.number(UInt32.self, at: value.lowerBound)
    case Attribute.controlling, Attribute.controlled:
      guard value.count == 8, let number = span.number(UInt64.self, at: value.lowerBound)
      else { throw .attribute(type) }
      role =
        type == Attribute.controlling
        ? .controlling(tiebreaker: number) : .controlled(tiebreaker: number)
    case Attribute.mappedAddress, Attribute.unknown, Attribute.realm, Attribute.nonce,
      Attribute.integritySha256:
      break
    default:
      // The lower half of the numbers must be understood (RFC 8489 §14).
      if type < 0x8000, unknown.count < 8, !unknown.contains(type) { unknown.append(type) }
    }
  }

  /// XOR-MAPPED-ADDRESS (RFC 8489 §14.2).
  private static func address(
    _ span: Span<UInt8>, _ value: Range<Int>, _ transaction: StunTransaction
  ) throws(StunError) -> RemoteAddress {
    let start = value.lowerBound
    guard value.count >= 8, let port = span.number(UInt16.self, at: start + 2) else {
      throw .attribute(Attribute.xorMappedAddress)
    }
    let plainPort = port ^ UInt16(truncatingIfNeeded: cookie >> 16)
    if span[start + 1] == 1, value.count == 8, let word = span.number(UInt32.self, at: start + 4) {
      return RemoteAddress(v4: word ^ cookie, port: plainPort)
    }
    if span[start + 1] == 2, value.count == 20, let high = span.number(UInt64.self, at: start + 4),
      let low = span.number(UInt64.self, at: start + 12)
    {
      let mask = UInt64(cookie) << 32 | UInt64(transaction.high)
      return RemoteAddress(v6: high ^ mask, low ^ transaction.low, port: plainPort)
    }
    throw .attribute(Attribute.xorMappedAddress)
  }

  /// What the checksum of FINGERPRINT is mixed with, "STUN" (RFC 8489 §14.7).
  static let fingerprintMask: UInt32 = 0x5354_554E
}

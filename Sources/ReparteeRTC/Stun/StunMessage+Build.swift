import ReparteeCore

extension StunMessage {
  /// The bytes of the message, with MESSAGE-INTEGRITY under `password`, if one is given, and FINGERPRINT.
  public func encoded(password: String?, hmac: HmacSha1) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(128)
    bytes.append(number: kind.rawValue)
    bytes.append(number: UInt16(0))
    bytes.append(number: Self.cookie)
    bytes.append(number: transaction.high)
    bytes.append(number: transaction.low)
    appendAttributes(to: &bytes)
    if let password {
      // The length in the header counts MESSAGE-INTEGRITY itself already.
      bytes.put(UInt16(truncatingIfNeeded: bytes.count - Self.headerSize + 24), at: 2)
      Self.append(Attribute.integrity, hmac(Array(password.utf8), bytes), to: &bytes)
    }
    bytes.put(UInt16(truncatingIfNeeded: bytes.count - Self.headerSize + 8), at: 2)
    let sum = CRC32.checksum(bytes[...]) ^ Self.fingerprintMask
    Self.append(Attribute.fingerprint, Self.bytes(sum), to: &bytes)
    return bytes
  }

  private func appendAttributes(to bytes: inout [UInt8]) {
    if let username {
      Self.append(Attribute.username, Array(username.utf8.prefix(512)), to: &bytes)
    }
    if let errorCode { Self.append(Attribute.errorCode, Self.error(errorCode), to: &bytes) }
    if kind == .failure, !unknown.isEmpty {
      Self.append(Attribute.unknown, unknown.flatMap { Self.bytes($0) }, to: &bytes)
    }
    if let mapped { Self.append(Attribute.xorMappedAddress, masked(mapped), to: &bytes) }
    if let priority { Self.append(Attribute.priority, Self.bytes(priority), to: &bytes) }
    switch role {
    case .controlling(let number):
      Self.append(Attribute.controlling, Self.bytes(number), to: &bytes)
    case .controlled(let number): Self.append(Attribute.controlled, Self.bytes(number), to: &bytes)
    case nil: break
    }
    if nominates { Self.append(Attribute.useCandidate, [], to: &bytes) }
  }

  /// XOR-MAPPED-ADDRESS (RFC 8489 §14.2): so that no router rewrites the address in passing.
  private func masked(_ address: RemoteAddress) -> [UInt8] {
    var value: [UInt8] = [0, address.family.rawValue]
    value.append(number: address.port ^ UInt16(truncatingIfNeeded: Self.cookie >> 16))
    switch address.family {
    case .v4: value.append(number: UInt32(truncatingIfNeeded: address.low) ^ Self.cookie)
    case .v6:
      value.append(
        number: address.high ^ (UInt64(Self.cookie) << 32 | UInt64(transaction.high)))
      value.append(number: address.low ^ transaction.low)
    }
    return value
  }

  /// A type, a length and a value, padded to four bytes.
  private static func append(_ type: UInt16, _ value: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(number: type)
    bytes.append(number: UInt16(truncatingIfNeeded: value.count))
    bytes += value
    while bytes.count % 4 != 0 { bytes.append(0) }
  }

  /// ERROR-CODE (RFC 8489 §14.8) without a phrase: nobody reads it.
  private static func error(_ code: Int) -> [UInt8] {
    [0, 0, UInt8(truncatingIfNeeded: code / 100 & 7), UInt8(truncatingIfNeeded: code % 100)]
  }

  private static func bytes<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(number: value)
    return bytes
  }
}

extension StunMessage {
  /// Whether the bytes that this message was parsed from carry a MESSAGE-INTEGRITY made with `password`.
  public func isAuthentic(_ bytes: [UInt8], password: String, hmac: HmacSha1) -> Bool {
    guard let integrity, bytes.count >= integrity + 24 else { return false }
    var covered = Array(bytes[0..<integrity])
    covered.put(UInt16(truncatingIfNeeded: integrity - Self.headerSize + 24), at: 2)
    let expected = hmac(Array(password.utf8), covered)
    guard expected.count == 20 else { return false }
    // Every byte is looked at, so that the time taken does not tell how many are right.
    var difference: UInt8 = 0
    for index in 0..<20 { difference |= expected[index] ^ bytes[integrity + 4 + index] }
    return difference == 0
  }
}

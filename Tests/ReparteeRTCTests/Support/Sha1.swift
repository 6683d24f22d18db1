import ReparteeRTC

/// SHA-1 and HMAC (FIPS 180-4, RFC 2104), for tests only: the library takes its own from the driver.
enum Sha1 {
  /// As the library wants it.
  static let keyed: HmacSha1 = { hmac($0, $1) }

  static func hash(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    var bytes = message + [0x80]
    while bytes.count % 64 != 56 { bytes.append(0) }
    let bits = UInt64(message.count) * 8
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
    for start in stride(from: 0, to: bytes.count, by: 64) {
      block(Array(bytes[start..<start + 64]), &state)
    }
    return state.flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * $0)) }
    }
  }

  static func hmac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var key = key.count > 64 ? hash(key) : key
    key += Array(repeating: 0, count: 64 - key.count)
    return hash(key.map { $0 ^ 0x5C } + hash(key.map { $0 ^ 0x36 } + message))
  }

  private static func block(_ bytes: [UInt8], _ state: inout [UInt32]) {
    func rotated(_ value: UInt32, _ by: UInt32) -> UInt32 { value << by | value >> (32 - by) }
    var words = (0..<16).map { index in
      (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[4 * index + $1]) }
    }
    for index in 16..<80 {
      words.append(
        rotated(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1))
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for index in 0..<80 {
      let (mix, constant): (UInt32, UInt32) =
        switch index / 20 {
        case 0: (b & c | ~b & d, 0x5A82_7999)
        case 1: (b ^ c ^ d, 0x6ED9_EBA1)
        case 2: (b & c | b & d | c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = rotated(a, 5) &+ mix &+ e &+ constant &+ words[index]
      (a, b, c, d, e) = (next, a, rotated(b, 30), c, d)
    }
    for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
  }
}

extension StunMessage {
  /// Whether the bytes are authentic under the password.
  func isGenuine(_ bytes: [UInt8], _ password: String) -> Bool {
    isAuthentic(bytes, password: password, hmac: Sha1.keyed)
  }

  func written(_ password: String?) -> [UInt8] { encoded(password: password, hmac: Sha1.keyed) }
}

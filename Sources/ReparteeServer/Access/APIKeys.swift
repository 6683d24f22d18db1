internal import Crypto

/// Keys of programs. Only their hashes are kept.
public struct APIKeys: Sendable {
  private static let prefix = "sha256:"
  private let digests: [[UInt8]]

  /// - Parameter hashes: as `hash` makes them; what is none is left out.
  init(hashes: [String]) { digests = hashes.compactMap(Self.digest) }

  var isEmpty: Bool { digests.isEmpty }

  /// What to configure for a key. The key should be long and random: it is hashed once, without salt.
  public static func hash(_ key: String) -> String {
    prefix + SHA256.hash(data: Array(key.utf8)).map(hex).joined()
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }

  /// The bytes of a hash; nil when it is none.
  static func digest(of hash: String) -> [UInt8]? {
    let digits = Array(
      hash.hasPrefix(prefix) ? hash.utf8.dropFirst(prefix.utf8.count) : hash.utf8[...])
    guard digits.count == 2 * SHA256.byteCount else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[place..<(place + 2)], as: UTF8.self)
      guard !pair.hasPrefix("+"), !pair.hasPrefix("-"), let byte = UInt8(pair, radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }

  /// Takes the same time whatever the key is.
  func contains(_ key: String) -> Bool {
    let hash = Array(SHA256.hash(data: Array(key.utf8)))
    var isKnown = false
    for digest in digests {
      var difference: UInt8 = 0
      for (one, other) in zip(hash, digest) { difference |= one ^ other }
      if difference == 0 { isKnown = true }
    }
    return isKnown
  }
}

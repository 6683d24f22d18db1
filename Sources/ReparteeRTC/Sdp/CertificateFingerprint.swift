/// The hash of the certificate that the far side will show in DTLS (RFC 8122 §5).
public struct CertificateFingerprint: Sendable, Hashable {
  public enum Hash: String, Sendable, Hashable, CaseIterable {
    case sha256 = "sha-256"
    case sha384 = "sha-384"
    case sha512 = "sha-512"
    case sha1 = "sha-1"

    /// Its length in bytes.
    public var size: Int {
      switch self {
      case .sha256: 32
      case .sha384: 48
      case .sha512: 64
      case .sha1: 20
      }
    }
  }

  public let hash: Hash
  public let bytes: [UInt8]

  /// Nil if there are not as many bytes as the hash has.
  public init?(hash: Hash, bytes: [UInt8]) {
    guard bytes.count == hash.size else { return nil }
    self.hash = hash
    self.bytes = bytes
  }

  /// Reads "sha-256 AB:CD:…"; nil for a hash that is not known or bytes that are none.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let hash = Hash(rawValue: parts[0].lowercased()) else { return nil }
    var bytes: [UInt8] = []
    for pair in parts[1].split(separator: ":", omittingEmptySubsequences: false) {
      guard pair.utf8.count == 2, pair.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
        let byte = UInt8(pair, radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    self.init(hash: hash, bytes: bytes)
  }

  /// As it stands in a description: "sha-256 AB:CD:…".
  public var text: String {
    let digits = bytes.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return byte < 16 ? "0" + digits : digits
    }
    return hash.rawValue + " " + digits.joined(separator: ":")
  }
}

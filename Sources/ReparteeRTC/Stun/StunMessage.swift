/// The keyed hash of MESSAGE-INTEGRITY (HMAC-SHA1, RFC 8489 §14.5): from a key and a message, 20 bytes.
///
/// It is handed in, because pure code has no cryptography.
public typealias HmacSha1 = @Sendable (_ key: [UInt8], _ message: [UInt8]) -> [UInt8]

/// The 96 bits that tie a response to its request (RFC 8489 §5).
public struct StunTransaction: Sendable, Hashable {
  public let high: UInt32
  public let low: UInt64

  public init(high: UInt32, low: UInt64) {
    self.high = high
    self.low = low
  }
}

/// The part an agent plays in ICE and the number that settles a conflict (RFC 8445 §7.3.1.1).
public enum IceRole: Sendable, Hashable {
  case controlling(tiebreaker: UInt64)
  case controlled(tiebreaker: UInt64)
}

/// A message of STUN's Binding method, with the attributes that ICE uses (RFC 8489, RFC 8445 §16.1).
public struct StunMessage: Sendable, Hashable {
  public enum Kind: UInt16, Sendable, Hashable {
    case request = 0x0001
    case indication = 0x0011
    case success = 0x0101
    case failure = 0x0111
  }

  public var kind: Kind
  public var transaction: StunTransaction
  /// "receiver's fragment:sender's fragment".
  public var username: String?
  /// The priority that the sender's candidate has.
  public var priority: UInt32?
  /// USE-CANDIDATE: the sender nominates the pair.
  public var nominates = false
  public var role: IceRole?
  /// XOR-MAPPED-ADDRESS: where the receiver saw the request come from.
  public var mapped: RemoteAddress?
  /// ERROR-CODE, 300…699.
  public var errorCode: Int?
  /// Attributes that must be understood and are not: what is answered with 420.
  public var unknown: [UInt16] = []
  /// Where MESSAGE-INTEGRITY begins in the bytes that were parsed.
  var integrity: Int?

  public init(kind: Kind, transaction: StunTransaction) {
    self.kind = kind
    self.transaction = transaction
  }

  /// The part of the user name before the colon: whose fragment the request is for.
  public var localFragment: Substring? {
    username?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first
  }

  static let cookie: UInt32 = 0x2112_A442
  static let headerSize = 20
  /// The longest message that is looked at: a check of ICE has about a hundred bytes.
  static let maximumSize = 1500

  enum Attribute {
    static let mappedAddress: UInt16 = 0x0001
    static let username: UInt16 = 0x0006
    static let integrity: UInt16 = 0x0008
    static let errorCode: UInt16 = 0x0009
    static let unknown: UInt16 = 0x000A
    static let realm: UInt16 = 0x0014
    static let nonce: UInt16 = 0x0015
    static let integritySha256: UInt16 = 0x001C
    static let xorMappedAddress: UInt16 = 0x0020
    static let priority: UInt16 = 0x0024
    static let useCandidate: UInt16 = 0x0025
    static let fingerprint: UInt16 = 0x8028
    static let controlled: UInt16 = 0x8029
    static let controlling: UInt16 = 0x802A
  }
}

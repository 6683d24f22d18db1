public import ReparteeCore

/// What came of a check.
public enum IceClientEvent: Sendable, Hashable {
  /// The far side has proved itself; it saw our packets come from `mapped`. Emitted for every answer.
  case answered(mapped: RemoteAddress?)
  /// The far side refused, with this code.
  case refused(Int)
}

/// The controlling half of ICE against a lite peer with one known address: for the load client and for tests.
public struct IceClient: Sendable {
  /// Between checks until the first answer: the pace of RFC 8445 §14.2.
  static let eager = MediaTime.milliseconds(50)
  /// Between checks after it, to keep consent (RFC 7675 §5.1 has it about every 5 s).
  static let calm = MediaTime.milliseconds(2500)

  public let local: IceCredentials
  public let remote: IceCredentials
  /// Whether an answer has come.
  public private(set) var isConnected = false
  private let tiebreaker: UInt64
  private let hmac: HmacSha1
  private var counter: UInt64
  private var next: MediaTime?
  /// The checks that may still be answered, the latest last.
  private var open: [StunTransaction] = []

  /// `seed` makes the transactions: give each client another.
  public init(
    local: IceCredentials, remote: IceCredentials, seed: UInt64, hmac: @escaping HmacSha1
  ) {
    self.local = local
    self.remote = remote
    self.hmac = hmac
    tiebreaker = seed
    counter = seed &* 0x9E37_79B9_7F4A_7C15
  }

  /// A check, if one is due. Call every 20 ms or so.
  public mutating func poll(at now: MediaTime) -> [UInt8]? {
    if let next, now < next { return nil }
    next = now + (isConnected ? Self.calm : Self.eager)
    return check(nominating: true)
  }

  /// A check, due or not.
  public mutating func check(nominating: Bool) -> [UInt8] {
    counter &+= 0x9E37_79B9_7F4A_7C15
    let transaction = StunTransaction(high: UInt32(truncatingIfNeeded: tiebreaker), low: counter)
    if open.count >= 16 { open.removeFirst() }
    open.append(transaction)
    var message = StunMessage(kind: .request, transaction: transaction)
    message.username = "\(remote.fragment):\(local.fragment)"
    message.priority = 0x6E7F_FFFF  // peer-reflexive, component 1 (RFC 8445 §5.1.2.1)
    message.role = .controlling(tiebreaker: tiebreaker)
    message.nominates = nominating
    return message.encoded(password: remote.password, hmac: hmac)
  }

  /// Takes a datagram whose first byte is 0…3; nil if it answers none of our checks.
  public mutating func handle(_ bytes: [UInt8]) -> IceClientEvent? {
    guard let message = try? StunMessage(parsing: bytes),
      let index = open.firstIndex(of: message.transaction),
      message.isAuthentic(bytes, password: remote.password, hmac: hmac)
    else { return nil }
    switch message.kind {
    case .success:
      open.remove(at: index)
      isConnected = true
      return .answered(mapped: message.mapped)
    case .failure:
      open.remove(at: index)
      return .refused(message.errorCode ?? 0)
    case .request, .indication: return nil
    }
  }
}

public import ReparteeCore

/// What the driver must do after the machine has taken an input.
public enum IceAction: Sendable, Hashable {
  /// Send these bytes there.
  case send([UInt8], to: RemoteAddress)
  /// From now on the session's packets go there; emitted only when it changes.
  case select(RemoteAddress)
  /// No address any more than so many is remembered: packets from this one need no longer be let in.
  case forget(RemoteAddress)
  /// The far side has proved for too long that it is not there (RFC 7675): end the session. Emitted once.
  case expired
}

/// One session's half of ICE: it waits for the browser's checks, proves itself in answering them, and keeps to the pair
/// that the browser nominates (ICE lite, RFC 8445 §2.5). It sends nothing to anyone who has not proved that it knows the
/// password, so it cannot be used to flood a third party.
public struct IceLiteMachine: Sendable {
  /// Consent is gone after this long without a verified check (RFC 7675 §5.1).
  public static let consent = MediaTime.seconds(30)
  /// As many addresses one session may use: a browser has a few interfaces in two families.
  public static let maximumAddresses = 16
  /// A never-seen address takes over without nomination once the selected one has been silent for this long:
  /// a NAT gave the browser a new port. Browsers check the pair in use every 2.5 to 6 s.
  static let quietForNew = MediaTime.seconds(3)
  /// A known address takes over after this long: the interface in use went away.
  static let quietForKnown = MediaTime.seconds(7)

  public private(set) var local: IceCredentials
  public private(set) var remote: IceCredentials
  /// Where the session's packets go; nil before the first verified check.
  public private(set) var selected: RemoteAddress?
  /// The credentials before a restart, valid until the new ones have been used.
  private(set) var previous: IceCredentials?
  private(set) var addresses: [(address: RemoteAddress, seen: MediaTime)] = []
  private var verified: MediaTime
  private var isExpired = false
  private let hmac: HmacSha1

  public init(
    local: IceCredentials, remote: IceCredentials, at now: MediaTime, hmac: @escaping HmacSha1
  ) {
    self.local = local
    self.remote = remote
    self.hmac = hmac
    verified = now
  }

  /// Whether checks with this local fragment belong to this session.
  public func owns(fragment: some StringProtocol) -> Bool {
    fragment == local.fragment || fragment == previous?.fragment ?? local.fragment
  }

  /// Whether a verified check has come from there.
  public func knows(_ address: RemoteAddress) -> Bool {
    addresses.contains { $0.address == address }
  }

  /// Takes new credentials (RFC 8445 §9). The old ones and the selected address stay until a check has come with the new.
  public mutating func restart(local: IceCredentials, remote: IceCredentials) {
    guard local != self.local else { return }
    previous = self.local
    self.local = local
    self.remote = remote
  }

  /// Takes a datagram whose first byte is 0…3. Whatever is not a verified check of this session changes nothing.
  public mutating func handle(_ bytes: [UInt8], from address: RemoteAddress, at now: MediaTime)
    -> [IceAction]
  {
    guard let message = try? StunMessage(parsing: bytes) else { return [] }
    return handle(message, bytes, from: address, at: now)
  }

  /// The same for a message that has been parsed already, to find out whose it is.
  public mutating func handle(
    _ message: StunMessage, _ bytes: [UInt8], from address: RemoteAddress, at now: MediaTime
  ) -> [IceAction] {
    guard !isExpired, message.kind == .request, let fragment = message.localFragment,
      let credentials = credentials(for: fragment),
      message.isAuthentic(bytes, password: credentials.password, hmac: hmac)
    else { return [] }
    if let code = Self.refusal(of: message) {
      return [.send(refuse(message, code, credentials), to: address)]
    }
    if credentials == local { previous = nil }
    verified = max(verified, now)
    let isNew = !knows(address)
    var actions = remember(address, at: now)
    actions.append(.send(accept(message, from: address, credentials), to: address))
    if moves(to: address, nominated: message.nominates, isNew: isNew, at: now) {
      selected = address
      actions.append(.select(address))
    }
    return actions
  }

  /// Looks at the time: call about once a second.
  public mutating func tick(at now: MediaTime) -> [IceAction] {
    guard !isExpired, now - verified > Self.consent else { return [] }
    isExpired = true
    return [.expired]
  }
}

extension IceLiteMachine {
  private func credentials(for fragment: Substring) -> IceCredentials? {
    if fragment == local.fragment { return local }
    if let previous, fragment == previous.fragment { return previous }
    return nil
  }

  /// The code of the error that a verified request is answered with, if it cannot be accepted.
  private static func refusal(of message: StunMessage) -> Int? {
    if !message.unknown.isEmpty { return 420 }
    // A lite side never controls, so a browser that thinks it is controlled must change (RFC 8445 §7.3.1.1).
    if case .controlled = message.role { return 487 }
    return nil
  }

  private func refuse(_ message: StunMessage, _ code: Int, _ credentials: IceCredentials)
    -> [UInt8]
  {
    var answer = StunMessage(kind: .failure, transaction: message.transaction)
    answer.errorCode = code
    answer.unknown = message.unknown
    return answer.encoded(password: credentials.password, hmac: hmac)
  }

  private func accept(
    _ message: StunMessage, from address: RemoteAddress, _ credentials: IceCredentials
  ) -> [UInt8] {
    var answer = StunMessage(kind: .success, transaction: message.transaction)
    answer.mapped = address
    return answer.encoded(password: credentials.password, hmac: hmac)
  }

  /// Notes that a verified check came from there; over the limit the one longest silent is forgotten.
  private mutating func remember(_ address: RemoteAddress, at now: MediaTime) -> [IceAction] {
    if let index = addresses.firstIndex(where: { $0.address == address }) {
      addresses[index].seen = max(now, addresses[index].seen)
      return []
    }
    addresses.append((address, now))
    guard addresses.count > Self.maximumAddresses,
      let oldest = addresses.indices.dropLast().filter({ addresses[$0].address != selected })
        .min(by: { addresses[$0].seen < addresses[$1].seen })
    else { return [] }
    return [.forget(addresses.remove(at: oldest).address)]
  }

  /// Whether the session's packets should go to an address that has just sent a verified check.
  private func moves(to address: RemoteAddress, nominated: Bool, isNew: Bool, at now: MediaTime)
    -> Bool
  {
    guard address != selected else { return false }
    guard !nominated, let selected else { return true }
    guard let seen = addresses.first(where: { $0.address == selected })?.seen else { return true }
    return now - seen >= (isNew ? Self.quietForNew : Self.quietForKnown)
  }
}

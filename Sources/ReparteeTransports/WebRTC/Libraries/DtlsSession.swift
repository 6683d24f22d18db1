internal import CReparteeRTC

/// One DTLS association over datagrams that its owner carries (RFC 6347).
///
/// Confined to the session's loop. What it sends and receives is collected here while the library runs, and
/// is taken from here afterwards, so that nothing calls the library from inside itself.
final class DtlsSession {
  enum Role: Sendable, Hashable {
    /// Waits for the peer to begin: a=setup:passive.
    case server
    case client
  }

  private let identity: DtlsIdentity
  private let handle: OpaquePointer
  private let mailbox: DtlsMailbox
  let role: Role
  private(set) var status: LibraryStatus = .waiting

  init(identity: DtlsIdentity, role: Role) throws(WebRTCError) {
    self.identity = identity
    self.role = role
    mailbox = DtlsMailbox()
    var made: OpaquePointer?
    _ = rp_dtls_create(
      identity.context, role == .server ? 1 : 0,
      { DtlsMailbox.of($0)?.outgoing.append(DtlsMailbox.copy($1, $2)) },
      { DtlsMailbox.of($0)?.incoming.append(DtlsMailbox.copy($1, $2)) },
      Unmanaged.passUnretained(mailbox).toOpaque(), &made)
    guard let made else { throw WebRTCError(.library, "No DTLS association can be made.") }
    handle = made
  }

  deinit { rp_dtls_destroy(handle) }

  /// The handshake is over and the association stands.
  var isEstablished: Bool { status == .done }
  /// Nothing will come of it any more.
  var isOver: Bool { status != .done && status != .waiting }

  /// A client's first flight.
  func begin() { update(rp_dtls_receive(handle, nil, 0)) }

  /// Takes one datagram of the peer.
  func receive(_ datagram: UnsafeRawBufferPointer) {
    guard !isOver, !datagram.isEmpty else { return }
    let bytes = datagram.bindMemory(to: UInt8.self)
    let result = rp_dtls_receive(handle, bytes.baseAddress, bytes.count)
    // An oversized datagram is nobody's; the association goes on.
    if LibraryStatus(result) != .badArgument { update(result) }
  }

  /// Sends a record of application data.
  /// - Returns: whether it could be sent; false before the handshake is over.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    isEstablished && rp_dtls_send(handle, bytes, bytes.count) == 0
  }

  /// Sends again what the peer did not answer in time.
  func tick() {
    if !isOver { update(rp_dtls_tick(handle)) }
  }

  /// Tells the peer that it is over.
  func close() {
    rp_dtls_close(handle)
    if !isOver { status = .closed }
  }

  /// The datagrams to send, in order.
  func takeOutgoing() -> [[UInt8]] { mailbox.outgoing.take() }
  /// The application data received, record by record.
  func takeIncoming() -> [[UInt8]] { mailbox.incoming.take() }
  var hasOutgoing: Bool { !mailbox.outgoing.isEmpty }
  var hasIncoming: Bool { !mailbox.incoming.isEmpty }

  private func update(_ code: Int32) {
    let new = LibraryStatus(code)
    // Once it stands it is not "waiting" again, whatever the library thinks of a late flight.
    if status == .done, new == .waiting { return }
    if !isOver { status = new }
  }
}

extension DtlsSession {
  /// Hashes that a certificate can be named by, as in SDP (RFC 8122 section 5).
  enum Hash: String, Sendable, CaseIterable {
    case sha256 = "sha-256"
    case sha384 = "sha-384"
    case sha512 = "sha-512"

    fileprivate var code: Int32 {
      switch self {
      case .sha256: Int32(RP_DTLS_SHA256.rawValue)
      case .sha384: Int32(RP_DTLS_SHA384.rawValue)
      case .sha512: Int32(RP_DTLS_SHA512.rawValue)
      }
    }
  }

  /// The hash of the peer's certificate; nil before there is one.
  func peerFingerprint(_ hash: Hash) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = rp_dtls_peer_fingerprint(handle, hash.code, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(Int(count))) : nil
  }

  /// The keys for SRTP (RFC 5764 section 4.2); nil when the peer agreed to no profile.
  func srtpKeys() -> SrtpKeys? {
    let most = Int(RP_SRTP_MOST_KEY)
    var client = [UInt8](repeating: 0, count: most)
    var server = client
    var count = 0
    let code = rp_dtls_export_srtp(handle, &client, &server, most, &count)
    guard let profile = SrtpProfile(rawValue: code), count <= most else { return nil }
    let (first, second) = (Array(client.prefix(count)), Array(server.prefix(count)))
    return role == .server
      ? SrtpKeys(profile: profile, inbound: first, outbound: second)
      : SrtpKeys(profile: profile, inbound: second, outbound: first)
  }

  /// Version and cipher, for people.
  var summary: String {
    var text = [CChar](repeating: 0, count: Int(RP_RTC_TEXT))
    rp_dtls_description(handle, &text, text.count)
    return String(terminated: text)
  }

  /// What failed, for people; empty if nothing did.
  var failure: String {
    var text = [CChar](repeating: 0, count: Int(RP_RTC_TEXT))
    rp_dtls_error(handle, &text, text.count)
    return String(terminated: text)
  }
}

internal import ReparteeCore
internal import ReparteeRTC

/// The handshake of one connection, and what runs over it when it is done: keys for media, and the data channel.
///
/// Confined to the session's loop.
final class SecureChannel {
  enum Event: Equatable {
    /// The peer is who it said, and these are the keys.
    case established(SrtpKeys)
    case over(WebRTCEnd)
  }

  private let dtls: DtlsSession
  private let expected: CertificateFingerprint
  private let events: EventChannel?
  private var isEstablished = false
  private(set) var isOver = false
  /// Sends a datagram.
  var transmit: ([UInt8]) -> Void = { _ in }

  init(
    identity: DtlsIdentity, role: DtlsSession.Role, expected: CertificateFingerprint,
    events: EventChannel?
  ) throws(WebRTCError) {
    dtls = try DtlsSession(identity: identity, role: role)
    self.expected = expected
    self.events = events
    events?.transmit = { [dtls] in dtls.send($0) }
  }

  /// A client's first flight.
  func begin() {
    dtls.begin()
    flush()
  }

  /// Takes a datagram whose first byte is 20…63.
  func receive(_ datagram: UnsafeRawBufferPointer, at now: MediaTime) -> Event? {
    guard !isOver else { return nil }
    dtls.receive(datagram)
    return look(at: now)
  }

  func tick(at now: MediaTime) -> Event? {
    guard !isOver else { return nil }
    if !isEstablished { dtls.tick() }
    events?.tick(at: now)
    return look(at: now)
  }

  func send(_ text: String, at now: MediaTime) {
    events?.send(text, at: now)
    flush()
  }

  func close(at now: MediaTime) {
    if isEstablished { events?.close(at: now) }
    dtls.close()
    flush()
    isOver = true
  }

  var summary: String { dtls.summary }

  private func look(at now: MediaTime) -> Event? {
    defer { flush() }
    if !isEstablished, dtls.isEstablished { return establish(at: now) }
    if isEstablished { deliver(at: now) }
    guard dtls.isOver else { return nil }
    isOver = true
    return .over(isEstablished ? .peerClosed : .handshakeFailed)
  }

  private func establish(at now: MediaTime) -> Event {
    guard let hash = DtlsSession.Hash(rawValue: expected.hash.rawValue),
      dtls.peerFingerprint(hash) == expected.bytes
    else { return fail(.wrongCertificate) }
    guard let keys = dtls.srtpKeys() else { return fail(.handshakeFailed) }
    isEstablished = true
    if dtls.role == .client { events?.connect(at: now) }
    deliver(at: now)
    return .established(keys)
  }

  private func fail(_ end: WebRTCEnd) -> Event {
    dtls.close()
    isOver = true
    return .over(end)
  }

  private func deliver(at now: MediaTime) {
    for datagram in dtls.takeIncoming() { events?.receive(datagram, at: now) }
  }

  private func flush() {
    while dtls.hasOutgoing {
      for datagram in dtls.takeOutgoing() { transmit(datagram) }
    }
  }
}

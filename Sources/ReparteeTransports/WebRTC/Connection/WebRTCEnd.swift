/// Why a connection ended.
public enum WebRTCEnd: String, Sendable, Hashable {
  /// This side closed it.
  case closed
  /// The client said goodbye, in RTCP or DTLS.
  case peerClosed
  /// Nothing proved for 30 s that the client is still there (RFC 7675).
  case consentExpired
  /// The client did not come within 10 s, or its handshake did not end.
  case setUpTimeout
  /// The client's certificate is not the one it announced.
  case wrongCertificate
  /// The handshake failed, or no protection for media was agreed on.
  case handshakeFailed
  /// The port was closed.
  case portClosed
}

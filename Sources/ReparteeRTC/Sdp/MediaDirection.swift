/// Who sends (RFC 8866 §6.7).
public enum MediaDirection: String, Sendable, Hashable, CaseIterable {
  case sendrecv, sendonly, recvonly, inactive

  /// The same, seen from the other side.
  public var reversed: MediaDirection {
    switch self {
    case .sendonly: .recvonly
    case .recvonly: .sendonly
    case .sendrecv, .inactive: self
    }
  }

  /// Whether whoever has this direction sends.
  public var sends: Bool { self == .sendrecv || self == .sendonly }
  /// Whether whoever has this direction receives.
  public var receives: Bool { self == .sendrecv || self == .recvonly }
}

/// Who begins the DTLS handshake (RFC 4145 §4).
public enum DtlsSetup: String, Sendable, Hashable {
  case active, passive, actpass, holdconn
}

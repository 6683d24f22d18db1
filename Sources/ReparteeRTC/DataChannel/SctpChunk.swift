/// A chunk of a packet (RFC 9260 §3.3, RFC 3758, RFC 6525).
enum SctpChunk: Equatable {
  case data(SctpData)
  case initiate(SctpInit)
  case initiateAck(SctpInit)
  case sack(SctpSack)
  /// What stands in it, to be sent back unchanged.
  case heartbeat(ArraySlice<UInt8>)
  case heartbeatAck(ArraySlice<UInt8>)
  case abort(isReflected: Bool, cause: UInt16)
  case shutdown(cumulative: UInt32)
  case shutdownAck
  case error(cause: UInt16)
  case cookieEcho(ArraySlice<UInt8>)
  case cookieAck
  case shutdownComplete(isReflected: Bool)
  case reconfig([SctpReconfig])
  case forward(SctpForward)
  case unknown(type: UInt8, ArraySlice<UInt8>)

  /// Numbers of the kinds.
  enum Kind {
    static let data: UInt8 = 0
    static let initiate: UInt8 = 1
    static let initiateAck: UInt8 = 2
    static let sack: UInt8 = 3
    static let heartbeat: UInt8 = 4
    static let heartbeatAck: UInt8 = 5
    static let abort: UInt8 = 6
    static let shutdown: UInt8 = 7
    static let shutdownAck: UInt8 = 8
    static let error: UInt8 = 9
    static let cookieEcho: UInt8 = 10
    static let cookieAck: UInt8 = 11
    static let shutdownComplete: UInt8 = 14
    static let reconfig: UInt8 = 130
    static let forward: UInt8 = 192
  }

  /// Reads the next chunk and its padding; nil when it is cut short or lacks what its kind must have.
  init?(_ reader: inout SctpReader) {
    guard let type = reader.read(UInt8.self), let flags = reader.read(UInt8.self),
      let length = reader.read(UInt16.self), length >= 4,
      let body = reader.read(count: Int(length) - 4)
    else { return nil }
    reader.skipPadding(after: Int(length))
    guard let chunk = Self.parse(type, flags, body) else { return nil }
    self = chunk
  }

  private static func parse(_ type: UInt8, _ flags: UInt8, _ body: ArraySlice<UInt8>) -> Self? {
    switch type {
    case Kind.data: SctpData(flags: flags, body).map(Self.data)
    case Kind.initiate: SctpInit(body).map(Self.initiate)
    case Kind.initiateAck: SctpInit(body).map(Self.initiateAck)
    case Kind.sack: SctpSack(body).map(Self.sack)
    case Kind.heartbeat: .heartbeat(body)
    case Kind.heartbeatAck: .heartbeatAck(body)
    case Kind.abort: .abort(isReflected: flags & 1 == 1, cause: cause(body))
    case Kind.shutdown: number(body).map(Self.shutdown(cumulative:))
    case Kind.shutdownAck: .shutdownAck
    case Kind.error: .error(cause: cause(body))
    case Kind.cookieEcho: .cookieEcho(body)
    case Kind.cookieAck: .cookieAck
    case Kind.shutdownComplete: .shutdownComplete(isReflected: flags & 1 == 1)
    case Kind.reconfig: SctpReconfig.list(body).map(Self.reconfig)
    case Kind.forward: SctpForward(body).map(Self.forward)
    default: .unknown(type: type, body)
    }
  }

  private static func number(_ body: ArraySlice<UInt8>) -> UInt32? {
    var reader = SctpReader(body)
    return reader.read(UInt32.self)
  }

  /// The first cause; 0 when none is given.
  private static func cause(_ body: ArraySlice<UInt8>) -> UInt16 {
    var reader = SctpReader(body)
    return reader.read(UInt16.self) ?? 0
  }

  /// A chunk with its padding.
  static func encode(_ type: UInt8, flags: UInt8 = 0, _ body: some Collection<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = [type, flags]
    bytes.reserveCapacity(body.count + 8)
    bytes.appendBig(UInt16(truncatingIfNeeded: body.count + 4))
    bytes += body
    bytes += repeatElement(0, count: -body.count & 3)
    return bytes
  }

  /// A chunk that says why (RFC 9260 §3.3.10), in as many bytes of `detail` as are of use.
  static func encode(_ type: UInt8, cause: SctpCause, detail: some Collection<UInt8>) -> [UInt8] {
    var body: [UInt8] = []
    body.appendParameter(cause.rawValue, detail.prefix(256))
    return encode(type, body)
  }
}

/// Causes of errors that we report (RFC 9260 §3.3.10).
enum SctpCause: UInt16 {
  case invalidStream = 1
  case outOfResource = 4
  case unknownChunk = 6
  case invalidParameter = 7
  case noUserData = 9
  case userAbort = 12
  case protocolViolation = 13
}

/// How an association begins: what INIT and INIT ACK hold (RFC 9260 §3.3.2).
struct SctpInit: Equatable {
  /// Parameters that are read or written.
  private enum Parameter {
    static let cookie: UInt16 = 7
    static let unrecognized: UInt16 = 8
    static let extensions: UInt16 = 0x8008
    static let forward: UInt16 = 0xC000
    /// Addresses and the like, which mean nothing over DTLS.
    static let ignored: Set<UInt16> = [5, 6, 9, 11, 12]
  }

  var tag: UInt32
  var window: UInt32
  var outboundStreams: UInt16
  var inboundStreams: UInt16
  var tsn: UInt32
  var cookie: ArraySlice<UInt8> = []
  /// Whether streams can be reset (RFC 6525), which is how channels are closed.
  var hasReconfig = true
  /// Parameters that want to be reported when they are not known, as they came.
  var unrecognized: [ArraySlice<UInt8>] = []

  /// Without what is read once only, and with it the packet that it came in.
  var bare: SctpInit {
    var copy = self
    copy.cookie = []
    copy.unrecognized = []
    return copy
  }

  func encoded(as kind: UInt8) -> [UInt8] {
    var body: [UInt8] = []
    body.appendBig(tag)
    body.appendBig(window)
    body.appendBig(outboundStreams)
    body.appendBig(inboundStreams)
    body.appendBig(tsn)
    body.appendParameter(Parameter.forward, [])
    body.appendParameter(
      Parameter.extensions, [SctpChunk.Kind.reconfig, SctpChunk.Kind.forward])
    if !cookie.isEmpty { body.appendParameter(Parameter.cookie, cookie) }
    for parameter in unrecognized { body.appendParameter(Parameter.unrecognized, parameter) }
    return SctpChunk.encode(kind, body)
  }
}

extension SctpInit {
  init?(_ body: ArraySlice<UInt8>) {
    var reader = SctpReader(body)
    guard let tag = reader.read(UInt32.self), let window = reader.read(UInt32.self),
      let outbound = reader.read(UInt16.self), let inbound = reader.read(UInt16.self),
      let tsn = reader.read(UInt32.self)
    else { return nil }
    self.init(
      tag: tag, window: window, outboundStreams: outbound, inboundStreams: inbound, tsn: tsn,
      hasReconfig: false)
    var reported = 0
    while reader.remaining >= 4 {
      guard let type = reader.read(UInt16.self), let length = reader.read(UInt16.self),
        length >= 4, let value = reader.read(count: Int(length) - 4)
      else { return nil }
      reader.skipPadding(after: Int(length))
      guard take(type, value, &reported) else { return }
    }
  }

  /// - Returns: false when the parameters after this one must not be read (RFC 9260 §3.2.1).
  private mutating func take(
    _ type: UInt16, _ value: ArraySlice<UInt8>, _ reported: inout Int
  ) -> Bool {
    switch type {
    case Parameter.cookie: cookie = value
    case Parameter.extensions: hasReconfig = value.contains(SctpChunk.Kind.reconfig)
    case Parameter.forward, Parameter.unrecognized: break
    case _ where Parameter.ignored.contains(type): break
    default:
      if type & 0x4000 != 0, reported + value.count <= 256 {
        reported += value.count + 4
        var whole: [UInt8] = []
        whole.appendParameter(type, value)
        unrecognized.append(whole[...])
      }
      return type & 0x8000 != 0
    }
    return true
  }
}

/// A request to begin streams anew, or the answer to one (RFC 6525 §4).
enum SctpReconfig: Equatable {
  /// The sender begins these streams of its own anew; all of them when none is named.
  case outgoing(request: UInt32, lastTSN: UInt32, streams: [UInt16])
  case response(request: UInt32, result: UInt32)
  /// Something else that wants an answer.
  case other(request: UInt32)

  /// Results of a request (RFC 6525 §4.4).
  enum Result {
    static let nothingToDo: UInt32 = 0
    static let performed: UInt32 = 1
    static let denied: UInt32 = 2
    static let badSequence: UInt32 = 5
    static let inProgress: UInt32 = 6
  }

  /// The parameters of a chunk; nil when one is cut short.
  static func list(_ body: ArraySlice<UInt8>) -> [SctpReconfig]? {
    var reader = SctpReader(body)
    var list: [SctpReconfig] = []
    while reader.remaining >= 4 {
      guard let type = reader.read(UInt16.self), let length = reader.read(UInt16.self),
        length >= 4, let value = reader.read(count: Int(length) - 4)
      else { return nil }
      reader.skipPadding(after: Int(length))
      guard let one = parse(type, value) else { return nil }
      list.append(one)
      // A chunk holds two at most (RFC 6525 §3.1).
      if list.count == 2 { break }
    }
    return list
  }

  private static func parse(_ type: UInt16, _ value: ArraySlice<UInt8>) -> SctpReconfig? {
    var reader = SctpReader(value)
    guard let request = reader.read(UInt32.self) else { return nil }
    switch type {
    case 13:
      guard reader.read(UInt32.self) != nil, let last = reader.read(UInt32.self) else { return nil }
      var streams: [UInt16] = []
      while let stream = reader.read(UInt16.self) { streams.append(stream) }
      return .outgoing(request: request, lastTSN: last, streams: streams)
    case 16:
      return reader.read(UInt32.self).map { .response(request: request, result: $0) }
    default: return .other(request: request)
    }
  }

  static func encodeOutgoing(
    request: UInt32, response: UInt32, lastTSN: UInt32, streams: [UInt16]
  ) -> [UInt8] {
    var value: [UInt8] = []
    value.appendBig(request)
    value.appendBig(response)
    value.appendBig(lastTSN)
    for stream in streams { value.appendBig(stream) }
    var body: [UInt8] = []
    body.appendParameter(13, value)
    return SctpChunk.encode(SctpChunk.Kind.reconfig, body)
  }

  static func encodeResponse(request: UInt32, result: UInt32) -> [UInt8] {
    var value: [UInt8] = []
    value.appendBig(request)
    value.appendBig(result)
    var body: [UInt8] = []
    body.appendParameter(16, value)
    return SctpChunk.encode(SctpChunk.Kind.reconfig, body)
  }
}

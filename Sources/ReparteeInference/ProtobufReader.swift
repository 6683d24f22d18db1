/// Walks the fields of one protobuf message. Never reads past its end, whatever the bytes are.
struct ProtobufReader {
  enum Value {
    case number(UInt64)
    /// Where a string, a message or packed numbers lie in the bytes.
    case bytes(Range<Int>)
    /// Fixed-size values, which no field read here has.
    case other
  }

  /// Why the bytes are no message.
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// - Parameter range: where the message lies; cut down to what `bytes` has.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    let range = range.clamped(to: bytes.indices)
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  var isAtEnd: Bool { position >= end }

  /// The next field, nil at the end of the message.
  mutating func next() throws(Malformed) -> (id: UInt64, value: Value)? {
    guard position < end else { return nil }
    let key = try varint()
    switch key & 7 {
    case 0: return (key >> 3, .number(try varint()))
    case 1: _ = try take(8)
    case 2:
      let length = try varint()
      guard let length = Int(exactly: length) else { throw Malformed() }
      return (key >> 3, .bytes(try take(length)))
    case 5: _ = try take(4)
    default: throw Malformed()
    }
    return (key >> 3, .other)
  }

  mutating func varint() throws(Malformed) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard position < end else { throw Malformed() }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return value }
    }
    throw Malformed()
  }

  private mutating func take(_ count: Int) throws(Malformed) -> Range<Int> {
    guard count >= 0, count <= end - position else { throw Malformed() }
    defer { position += count }
    return position..<position + count
  }
}

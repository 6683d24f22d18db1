internal import Repartee

/// Walks over the fields of protocol-buffer messages without decoding what it does not need.
///
/// Every length is checked against the message it stands in, so a broken file ends in an error.
struct WireScanner {
  /// One field where it stands.
  struct Field {
    var number: Int
    /// With its tag and length.
    var whole: Range<Int>
    /// The content of a length-delimited field; empty for numbers.
    var payload: Range<Int>
  }

  let bytes: [UInt8]

  /// The fields of the message that fills `range`.
  /// - Throws: `.invalid` when it is no message.
  func fields(in range: Range<Int>) throws(ModelError) -> [Field] {
    var fields: [Field] = []
    var at = range.lowerBound
    while at < range.upperBound {
      let start = at
      let tag = try number(&at, range.upperBound)
      var payload = at..<at
      switch tag & 7 {
      case 0: _ = try number(&at, range.upperBound)
      case 1: at += 8
      case 5: at += 4
      case 2:
        let length = try number(&at, range.upperBound)
        guard length <= UInt64(range.upperBound - at) else { throw broken }
        payload = at..<at + Int(length)
        at = payload.upperBound
      default: throw broken
      }
      guard at <= range.upperBound else { throw broken }
      let number = Int(truncatingIfNeeded: tag >> 3)
      fields.append(Field(number: number, whole: start..<at, payload: payload))
    }
    return fields
  }

  /// The text in a field's payload.
  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func number(_ at: inout Int, _ end: Int) throws(ModelError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard at < end else { throw broken }
      let byte = bytes[at]
      at += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw broken
  }

  private var broken: ModelError {
    ModelError(.invalid, "the voice's network is no ONNX model: fetch it with ./repartee setup")
  }
}

/// Puts protocol-buffer messages together.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func copy(_ part: ArraySlice<UInt8>) { bytes += part }

  mutating func field(_ number: Int, _ content: some Collection<UInt8>) {
    varint(UInt64(number) << 3 | 2)
    varint(UInt64(content.count))
    bytes += content
  }

  mutating func field(_ number: Int, _ text: String) { field(number, Array(text.utf8)) }

  mutating func field(_ number: Int, value: UInt64) {
    varint(UInt64(number) << 3)
    varint(value)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

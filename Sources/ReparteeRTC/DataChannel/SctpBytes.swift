/// Reads numbers in network order from bytes that may be anything.
struct SctpReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// How many bytes are left.
  var remaining: Int { bytes.endIndex - position }

  /// The next integer; nil when there are too few bytes.
  mutating func read<T: FixedWidthInteger & UnsignedInteger>(_ type: T.Type) -> T? {
    let size = T.bitWidth / 8
    guard remaining >= size else { return nil }
    var value: T = 0
    for _ in 0..<size {
      value = T(truncatingIfNeeded: UInt64(value) &<< 8) | T(bytes[position])
      position += 1
    }
    return value
  }

  /// The next `count` bytes; nil when there are fewer.
  mutating func read(count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, remaining >= count else { return nil }
    defer { position += count }
    return bytes[position..<(position + count)]
  }

  /// All that is left.
  mutating func rest() -> ArraySlice<UInt8> {
    defer { position = bytes.endIndex }
    return bytes[position...]
  }

  /// Passes over the padding of something `length` bytes long, as far as there is any.
  mutating func skipPadding(after length: Int) {
    position += min(remaining, -length & 3)
  }
}

extension [UInt8] {
  /// Appends an integer in network order.
  mutating func appendBig<T: FixedWidthInteger>(_ value: T) {
    for shift in stride(from: T.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: value >> T(truncatingIfNeeded: shift)))
    }
  }

  /// Appends a parameter (RFC 9260 §3.2.1): type, length, value, padding to four bytes.
  mutating func appendParameter(_ type: UInt16, _ value: some Collection<UInt8>) {
    appendBig(type)
    appendBig(UInt16(truncatingIfNeeded: value.count + 4))
    append(contentsOf: value)
    append(contentsOf: repeatElement(0, count: -value.count & 3))
  }
}

/// The order of sequence numbers that wrap round (RFC 1982).
enum SctpSerial {
  /// How far `a` is ahead of `b`; negative when it is behind.
  static func distance(_ a: UInt32, from b: UInt32) -> Int { Int(Int32(bitPattern: a &- b)) }
  /// How far `a` is ahead of `b`; negative when it is behind.
  static func distance(_ a: UInt16, from b: UInt16) -> Int { Int(Int16(bitPattern: a &- b)) }
}

/// Reads what `ByteWriter` wrote, from bytes that may be anything.
public struct ByteReader: Sendable {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  public init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  public init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  /// How many bytes are left.
  public var remaining: Int { bytes.endIndex - position }

  /// The next integer; nil when there are too few bytes.
  public mutating func read<T: FixedWidthInteger>(_ type: T.Type) -> T? {
    let size = T.bitWidth / 8
    guard remaining >= size else { return nil }
    var value: T = 0
    for offset in 0..<size {
      value |= T(truncatingIfNeeded: bytes[position + offset]) &<< T(truncatingIfNeeded: 8 * offset)
    }
    position += size
    return value
  }

  public mutating func readFloat() -> Float? { read(UInt32.self).map(Float.init(bitPattern:)) }
  public mutating func readDouble() -> Double? { read(UInt64.self).map(Double.init(bitPattern:)) }

  /// The next string; nil when it is cut short. Bytes that are no UTF-8 are replaced.
  public mutating func readString() -> String? {
    guard let length = read(UInt32.self), let part = readBytes(Int(length)) else { return nil }
    return String(decoding: part, as: UTF8.self)
  }

  /// The next `count` bytes; nil when there are fewer.
  public mutating func readBytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, remaining >= count else { return nil }
    defer { position += count }
    return bytes[position..<(position + count)]
  }
}

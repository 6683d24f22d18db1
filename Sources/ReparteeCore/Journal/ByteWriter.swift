/// Writes little-endian values one after another.
public struct ByteWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func write<T: FixedWidthInteger>(_ value: T) {
    var rest = value.littleEndian
    for _ in 0..<(T.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  public mutating func write(_ value: Float) { write(value.bitPattern) }
  public mutating func write(_ value: Double) { write(value.bitPattern) }

  /// The length in UTF-8 bytes, then the bytes.
  public mutating func write(_ text: String) {
    write(UInt32(clamping: text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// Forgets what was written and keeps the memory.
  public mutating func reset() { bytes.removeAll(keepingCapacity: true) }

  /// Puts a value in the place of four bytes that were written before.
  mutating func replace(at position: Int, with value: UInt32) {
    for offset in 0..<4 where bytes.indices.contains(position + offset) {
      bytes[position + offset] = UInt8(truncatingIfNeeded: value >> UInt32(8 * offset))
    }
  }

  /// The checksum of what was written from `position` on. Takes no slice: one that lived on would make the next
  /// write copy everything.
  func checksum(from position: Int) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for index in position..<max(position, bytes.count) { sum = CRC32.step(sum, bytes[index]) }
    return sum ^ 0xFFFF_FFFF
  }

  /// Bytes as they are.
  public mutating func write(raw: [UInt8]) { bytes.append(contentsOf: raw) }
}

/// Network byte order, checked: a read beyond the end gives nil.
extension Span where Element == UInt8 {
  /// The big-endian integer that begins at `offset`.
  func number<T: FixedWidthInteger & UnsignedInteger>(_ type: T.Type, at offset: Int) -> T? {
    let size = T.bitWidth / 8
    guard offset >= 0, offset <= count - size else { return nil }
    var value: T = 0
    for index in offset..<(offset + size) { value = (value &<< 8) | T(self[index]) }
    return value
  }

  /// The bytes of a range, or none if the range does not lie inside.
  func array(_ range: Range<Int>) -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= count else { return [] }
    return range.map { self[$0] }
  }
}

extension Array where Element == UInt8 {
  /// Appends an integer in network byte order.
  mutating func append<T: FixedWidthInteger>(number value: T) {
    var shift = T.bitWidth - 8
    while shift >= 0 {
      append(UInt8(truncatingIfNeeded: value >> T(shift)))
      shift -= 8
    }
  }

  /// Puts a 16-bit integer in the place of two bytes that were written before.
  mutating func put(_ value: UInt16, at offset: Int) {
    guard offset >= 0, offset + 1 < count else { return }
    self[offset] = UInt8(value >> 8)
    self[offset + 1] = UInt8(value & 0xFF)
  }
}

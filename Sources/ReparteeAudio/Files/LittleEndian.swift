/// Integers out of bytes, the lowest first. Bytes past the end count as zero.
struct LittleEndian {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// - Parameters:
  ///   - offset: from the first byte; not below zero.
  ///   - bytes: at most four.
  func integer(at offset: Int, bytes width: Int) -> Int {
    var value = 0
    for index in 0..<width where offset + index < bytes.count {
      value |= Int(bytes[bytes.startIndex + offset + index]) << (8 * index)
    }
    return value
  }
}

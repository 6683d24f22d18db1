/// The checksum of ISO 3309 (as in zip and PNG), to tell a damaged record from a whole one.
public enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    return value
  }

  public static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes { sum = step(sum, byte) }
    return sum ^ 0xFFFF_FFFF
  }

  @inline(__always)
  static func step(_ sum: UInt32, _ byte: UInt8) -> UInt32 {
    table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8)
  }
}

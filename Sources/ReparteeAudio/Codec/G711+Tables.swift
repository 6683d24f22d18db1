extension G711 {
  static let muLevels = (0...255).map { muLevel(UInt8($0)) }
  static let aLevels = (0...255).map { aLevel(UInt8($0)) }

  /// The µ-law code of each sample, by the sample's 14 upper bits.
  static let muCodes: [UInt8] = (0..<1 << 14).map { upper in
    let sample = Int(Int16(truncatingIfNeeded: upper << 2) >> 2)
    // A bias of 33 makes each segment begin at a power of two.
    let magnitude = min((sample < 0 ? ~sample : sample) + 33, 8_191)
    let segment = bits(magnitude) - 6
    let code = segment << 4 | (magnitude >> (segment + 1)) & 15 | (sample < 0 ? 0x80 : 0)
    return ~UInt8(code)
  }

  /// The A-law code of each sample, by the sample's 12 upper bits.
  static let aCodes: [UInt8] = (0..<1 << 12).map { upper in
    let sample = Int(Int16(truncatingIfNeeded: upper << 4) >> 4)
    let magnitude = sample < 0 ? ~sample : sample
    let segment = max(bits(magnitude) - 4, 1)
    // The first two segments have steps of one size, and so are one.
    let code = magnitude < 32 ? magnitude : segment << 4 | (magnitude >> (segment - 1)) & 15
    return UInt8(code | (sample < 0 ? 0 : 0x80)) ^ 0x55
  }

  private static func muLevel(_ code: UInt8) -> Float {
    let value = Int(~code)
    let magnitude = ((value & 15) << 1 + 33) << (value >> 4 & 7) - 33
    return Float(value < 0x80 ? magnitude : -magnitude) / 8_192
  }

  private static func aLevel(_ code: UInt8) -> Float {
    let value = Int(code ^ 0x55)
    let (segment, step) = (value >> 4 & 7, (value & 15) << 1 + 1)
    let magnitude = segment == 0 ? step : (step + 32) << (segment - 1)
    return Float(value >= 0x80 ? magnitude : -magnitude) / 4_096
  }

  private static func bits(_ value: Int) -> Int { Int.bitWidth - value.leadingZeroBitCount }
}

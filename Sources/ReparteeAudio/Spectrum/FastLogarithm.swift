/// Logarithms good to a few units in the last place of a `Float`, four at a time.
///
/// A spectrogram needs tens of thousands of them for every decision; the C library's cost ten times as much.
enum FastLogarithm {
  /// log10 of each lane. Lanes must be normal and above zero.
  ///
  /// x = 2^e·m with m in √½…√2, and ln m = 2·artanh((m-1)/(m+1)), whose series is cut where the rest is below 1e-9.
  @inline(__always)
  static func log10(_ x: Lanes) -> Lanes {
    let bits = SIMD4<Int32>(truncatingIfNeeded: toBits(x))
    let shifted = bits &- SIMD4(repeating: 0x3f35_04f3)
    let exponent = shifted &>> 23
    let mantissa = fromBits(bits &- (exponent &<< 23))
    let s = (mantissa - 1) / (mantissa + 1)
    let q = s * s
    var series = q * (1.0 / 9) + (1.0 / 7)
    series = series * q + 0.2
    series = series * q + (1.0 / 3)
    series = series * q + 1
    return Lanes(exponent) * 0.301_029_995_663_981_2 + s * series * 0.868_588_963_806_503_7
  }

  @inline(__always)
  private static func toBits(_ x: Lanes) -> SIMD4<UInt32> {
    SIMD4(x.x.bitPattern, x.y.bitPattern, x.z.bitPattern, x.w.bitPattern)
  }

  @inline(__always)
  private static func fromBits(_ x: SIMD4<Int32>) -> Lanes {
    Lanes(
      Float(bitPattern: UInt32(bitPattern: x.x)), Float(bitPattern: UInt32(bitPattern: x.y)),
      Float(bitPattern: UInt32(bitPattern: x.z)), Float(bitPattern: UInt32(bitPattern: x.w)))
  }
}

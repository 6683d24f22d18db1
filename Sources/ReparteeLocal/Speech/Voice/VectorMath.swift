import Foundation

/// Eight numbers worked on together.
typealias Octet = SIMD8<Float>

/// Elementary functions on eight numbers at once, good to about 1e-6 and without a table or a branch.
///
/// They take a few nanoseconds where the C library's take a hundred; the voice needs a million of them for a sentence.
/// The polynomials are minimax fits made for these intervals.
enum VectorMath {
  /// Adding and taking away this rounds to the nearest whole number, for |x| < 2²².
  private static let rounder: Float = 12_582_912

  @inline(__always)
  static func rounded(_ x: Octet) -> Octet { (x + rounder) - rounder }

  /// The standard library's own goes lane by lane.
  @inline(__always)
  static func clamped(_ x: Octet, _ low: Float, _ high: Float) -> Octet {
    let atLeast = x.replacing(with: low, where: x .< Octet(repeating: low))
    return atLeast.replacing(with: high, where: atLeast .> Octet(repeating: high))
  }

  /// e^x, for x in -87…88; beyond it saturates.
  @inline(__always)
  static func exp(_ x: Octet) -> Octet {
    let z = clamped(x, -87, 88)
    let scaled = z * 1.442_695_040_9
    let shifted = scaled + rounder
    let f = scaled - (shifted - rounder)
    var p = f * 0.001_340_999_2 + 0.009_676_036
    p = p * f + 0.055_502_973
    p = p * f + 0.240_221_07
    p = p * f + 0.693_147_24
    p = p * f + 1
    // The low bits of `shifted` are the whole number; moved up they are an exponent.
    let whole = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23
    return unsafeBitCast(unsafeBitCast(p, to: SIMD8<Int32>.self) &+ whole, to: Octet.self)
  }

  /// Cosine and sine of an angle in turns, |turns| < 2²².
  @inline(__always)
  static func circle(turns: Octet) -> (cosine: Octet, sine: Octet) {
    let (c, s) = halfCircle(turns - rounded(turns))
    return (c * c - s * s, (c + c) * s)
  }

  /// Cosine and sine of π·y, for y in -½…½.
  @inline(__always)
  static func halfCircle(_ y: Octet) -> (cosine: Octet, sine: Octet) {
    let y2 = y * y
    var s = y2 * 0.077_220_105 - 0.598_045_17
    s = s * y2 + 2.550_031_4
    s = s * y2 - 5.167_706_97
    s = s * y2 + 3.141_592_5
    var c = y2 * -0.024_396_71 + 0.234_937_55
    c = c * y2 - 1.335_212_1
    c = c * y2 + 4.058_709_1
    c = c * y2 - 4.934_802_06
    c = c * y2 + 1
    return (c, s * y)
  }

  /// Hyperbolic tangent.
  @inline(__always)
  static func tanh(_ x: Octet) -> Octet {
    let z = clamped(x, -9, 9)
    return 1 - 2 / (exp(z + z) + 1)
  }

  /// Natural logarithm of positive, normal numbers.
  @inline(__always)
  static func log(_ x: Octet) -> Octet {
    // Split into 2^e · (1 + m) with 1 + m in √½…√2.
    let bits = unsafeBitCast(x, to: SIMD8<Int32>.self)
    let offset = bits &- 0x3f35_04f3
    let exponent = offset &>> 23
    let mantissa = unsafeBitCast(bits &- (exponent &<< 23), to: Octet.self)
    let m = mantissa - 1
    var p = m * -0.100_994_4 + 0.164_192_93
    p = p * m - 0.173_340_37
    p = p * m + 0.198_731_53
    p = p * m - 0.249_593_06
    p = p * m + 0.333_361_77
    p = p * m - 0.500_006_68
    p = p * m + 0.999_999_82
    return p * m + Octet(exponent) * 0.693_147_18
  }

  /// Cosine of an angle in turns; slow and exact, for tables.
  static func cosine(turns: Double) -> Double { Foundation.cos(2 * Double.pi * turns) }
}

extension UnsafePointer<Float> {
  /// Eight numbers from `index` on; the pointer needs no alignment.
  @inline(__always)
  func octet(_ index: Int) -> Octet {
    UnsafeRawPointer(self + index).loadUnaligned(as: Octet.self)
  }
}

extension UnsafeMutablePointer<Float> {
  /// Eight numbers from `index` on; the pointer needs no alignment.
  @inline(__always)
  func octet(_ index: Int) -> Octet {
    UnsafeRawPointer(self + index).loadUnaligned(as: Octet.self)
  }

  @inline(__always)
  func store(_ value: Octet, _ index: Int) {
    UnsafeMutableRawPointer(self + index).storeBytes(of: value, as: Octet.self)
  }
}

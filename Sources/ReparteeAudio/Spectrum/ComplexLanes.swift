/// Four single-precision numbers worked on together.
typealias Lanes = SIMD4<Float>

/// Four complex numbers, real and imaginary parts apart, so that each operation is one vector instruction a part.
struct ComplexLanes {
  var re: Lanes
  var im: Lanes

  @inline(__always)
  init(_ re: Lanes, _ im: Lanes) {
    self.re = re
    self.im = im
  }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(a.re + b.re, a.im + b.im) }
  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(a.re - b.re, a.im - b.im) }
  @inline(__always)
  static func * (a: Self, b: Self) -> Self {
    Self(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
  }
  @inline(__always)
  static func * (a: Self, b: Float) -> Self { Self(a.re * b, a.im * b) }

  /// The number times -i: a quarter turn clockwise.
  @inline(__always)
  var timesMinusI: Self { Self(im, -re) }

  @inline(__always)
  static var zero: Self { Self(.zero, .zero) }
}

/// Up to five inputs, or outputs, of one butterfly. Those past its radix stay zero and are optimised away.
struct ButterflyValues {
  var a: ComplexLanes
  var b: ComplexLanes
  var c = ComplexLanes.zero
  var d = ComplexLanes.zero
  var e = ComplexLanes.zero

  /// The discrete Fourier transform of the first `radix` values; `radix` must be a literal where this is inlined.
  @inline(__always)
  func transformed(radix: Int) -> Self {
    switch radix {
    case 2: Self(a: a + b, b: a - b)
    case 3: radix3
    case 4: radix4
    default: radix5
    }
  }

  @inline(__always)
  private var radix3: Self {
    let sum = b + c
    let middle = a - sum * 0.5
    let turned = (b - c).timesMinusI * 0.866_025_403_784_438_6
    return Self(a: a + sum, b: middle + turned, c: middle - turned)
  }

  @inline(__always)
  private var radix4: Self {
    let even = a + c
    let odd = b + d
    let difference = a - c
    let turned = (b - d).timesMinusI
    return Self(a: even + odd, b: difference + turned, c: even - odd, d: difference - turned)
  }

  @inline(__always)
  private var radix5: Self {
    let (c1, c2): (Float, Float) = (0.309_016_994_374_947_45, -0.809_016_994_374_947_5)
    let (s1, s2): (Float, Float) = (0.951_056_516_295_153_5, 0.587_785_252_292_473_1)
    let (p, q) = (b + e, c + d)
    let (u, v) = ((b - e).timesMinusI, (c - d).timesMinusI)
    let first = a + p * c1 + q * c2
    let second = a + p * c2 + q * c1
    let firstTurn = u * s1 + v * s2
    let secondTurn = u * s2 - v * s1
    return Self(
      a: a + p + q, b: first + firstTurn, c: second + secondTurn, d: second - secondTurn,
      e: first - firstTurn)
  }
}

extension UnsafePointer<Float> {
  /// Four numbers from `index` on; the pointer needs no alignment.
  @inline(__always)
  func lanes(_ index: Int) -> Lanes {
    unsafe UnsafeRawPointer(self + index).loadUnaligned(as: Lanes.self)
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always)
  func lanes(_ index: Int) -> Lanes {
    unsafe UnsafeRawPointer(self + index).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  func store(_ value: Lanes, _ index: Int) {
    unsafe UnsafeMutableRawPointer(self + index).storeBytes(of: value, as: Lanes.self)
  }
}

/// Where a pass reads and writes: real and imaginary parts apart.
@unsafe
struct FFTBuffers {
  var re: UnsafeMutablePointer<Float>
  var im: UnsafeMutablePointer<Float>
}

extension FFTPlan {
  /// Transforms what is in `first`, using `second` as the other buffer, and says which of the two holds the result.
  ///
  /// Both hold `bufferCount` numbers a part. Not scaled. Swapping re and im in both makes it the inverse.
  @inline(never)
  func run(_ first: FFTBuffers, _ second: FFTBuffers) -> FFTBuffers {
    var (source, target) = unsafe (first, second)
    unsafe twiddles.withUnsafeBufferPointer { table in
      guard let base = table.baseAddress else { return }
      for pass in passes {
        let factors = unsafe base + pass.twiddles
        switch pass.radix {
        case 2: unsafe Self.run(2, pass, source, target, factors)
        case 3: unsafe Self.run(3, pass, source, target, factors)
        case 4: unsafe Self.run(4, pass, source, target, factors)
        default: unsafe Self.run(5, pass, source, target, factors)
        }
        unsafe swap(&source, &target)
      }
    }
    return unsafe source
  }

  /// `radix` is a literal at each call, so that the branches on it vanish.
  @inline(__always)
  private static func run(
    _ radix: Int, _ pass: Pass, _ source: FFTBuffers, _ target: FFTBuffers,
    _ factors: UnsafePointer<Float>
  ) {
    if pass.isWide {
      unsafe runWide(radix, pass, source, target, factors)
    } else {
      unsafe runNarrow(radix, pass, source, target, factors)
    }
  }

  @inline(__always)
  private static func runWide(
    _ radix: Int, _ pass: Pass, _ source: FFTBuffers, _ target: FFTBuffers,
    _ factors: UnsafePointer<Float>
  ) {
    let step = pass.groups &* pass.stride
    var factors = unsafe factors
    for group in 0..<pass.groups {
      let input = group &* pass.stride
      let output = input &* radix
      var inner = 0
      while inner < pass.stride {
        // The last vector may overlap the one before: it writes the same values again.
        let offset = min(inner, pass.stride &- 4)
        let values = unsafe gather(radix, source, input &+ offset, step)
          .transformed(radix: radix)
        unsafe spread(radix, values, target, output &+ offset, pass.stride, factors)
        inner &+= 4
      }
      unsafe factors += 2 &* (radix &- 1)
    }
  }

  @inline(__always)
  private static func gather(
    _ radix: Int, _ source: FFTBuffers, _ at: Int, _ step: Int
  ) -> ButterflyValues {
    @inline(__always) func value(_ k: Int) -> ComplexLanes {
      unsafe ComplexLanes(source.re.lanes(at &+ k &* step), source.im.lanes(at &+ k &* step))
    }
    return ButterflyValues(
      a: value(0), b: value(1), c: radix > 2 ? value(2) : .zero,
      d: radix > 3 ? value(3) : .zero, e: radix > 4 ? value(4) : .zero)
  }

  @inline(__always)
  private static func spread(
    _ radix: Int, _ values: ButterflyValues, _ target: FFTBuffers, _ at: Int, _ step: Int,
    _ factors: UnsafePointer<Float>
  ) {
    @inline(__always) func put(_ value: ComplexLanes, _ k: Int) {
      unsafe target.re.store(value.re, at &+ k &* step)
      unsafe target.im.store(value.im, at &+ k &* step)
    }
    @inline(__always) func turned(_ value: ComplexLanes, _ k: Int) -> ComplexLanes {
      let factor = unsafe ComplexLanes(
        Lanes(repeating: factors[2 &* k &- 2]), Lanes(repeating: factors[2 &* k &- 1]))
      return value * factor
    }
    put(values.a, 0)
    put(turned(values.b, 1), 1)
    if radix > 2 { put(turned(values.c, 2), 2) }
    if radix > 3 { put(turned(values.d, 3), 3) }
    if radix > 4 { put(turned(values.e, 4), 4) }
  }

  /// Vectors run over butterflies whose outputs are not neighbours; each lane is stored by itself.
  @inline(__always)
  private static func runNarrow(
    _ radix: Int, _ pass: Pass, _ source: FFTBuffers, _ target: FFTBuffers,
    _ factors: UnsafePointer<Float>
  ) {
    let step = pass.groups &* pass.stride
    let padded = (step &+ 3) / 4 &* 4
    var first = 0
    while first < step {
      let values = unsafe gather(radix, source, first, step).transformed(radix: radix)
      @inline(__always) func put(_ value: ComplexLanes, _ k: Int) {
        for lane in 0..<min(4, step &- first) {
          let index = first &+ lane
          let inner = index % pass.stride
          let at = (index &- inner) &* radix &+ inner &+ k &* pass.stride
          unsafe target.re[at] = value.re[lane]
          unsafe target.im[at] = value.im[lane]
        }
      }
      @inline(__always) func turned(_ value: ComplexLanes, _ k: Int) -> ComplexLanes {
        let at = (2 &* k &- 2) &* padded &+ first
        return value * (unsafe ComplexLanes(factors.lanes(at), factors.lanes(at &+ padded)))
      }
      put(values.a, 0)
      put(turned(values.b, 1), 1)
      if radix > 2 { put(turned(values.c, 2), 2) }
      if radix > 3 { put(turned(values.d, 3), 3) }
      if radix > 4 { put(turned(values.e, 4), 4) }
      first &+= 4
    }
  }
}

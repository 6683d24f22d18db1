/// The breath of the voice: complex Gaussian noise, the same for the same seed and frame.
///
/// Each frame starts afresh from its number, so that the sound does not depend on how a sentence is cut into pieces.
/// Eight xorshift generators run side by side.
struct VoiceNoise {
  private var x: SIMD8<UInt32>
  private var y: SIMD8<UInt32>
  private var z: SIMD8<UInt32>
  private var w: SIMD8<UInt32>

  /// - Parameters:
  ///   - seed: of the whole sentence.
  ///   - frame: the frame's number in it.
  init(seed: UInt64, frame: Int) {
    var state = seed ^ (UInt64(truncatingIfNeeded: frame) &* 0x9e37_79b9_7f4a_7c15)
    func lanes() -> SIMD8<UInt32> {
      var lanes = SIMD8<UInt32>()
      for pair in 0..<4 {
        let mixed = Self.mix(&state)
        lanes[2 &* pair] = UInt32(truncatingIfNeeded: mixed)
        lanes[2 &* pair &+ 1] = UInt32(truncatingIfNeeded: mixed &>> 32)
      }
      return lanes
    }
    x = lanes()
    y = lanes()
    z = lanes()
    // Odd, so that no generator starts at the one state it could not leave.
    w = lanes() | 1
  }

  /// The next eight complex numbers in polar form; both parts have variance 1.
  @inline(__always)
  mutating func next() -> (radius: Octet, turns: Octet) {
    // 23 random bits under the exponent of 1 make a number in 1..<2.
    let u = unsafeBitCast((bits() &>> 9) | 0x3f80_0000, to: Octet.self)
    let v = unsafeBitCast((bits() &>> 9) | 0x3f80_0000, to: Octet.self)
    // 2 - u lies in 0 exclusive … 1, where the logarithm is finite.
    let radius = VectorMath.clamped(VectorMath.log(2 - u) * -2, 0, 40)
    return (radius.squareRoot(), v)
  }

  @inline(__always)
  private mutating func bits() -> SIMD8<UInt32> {
    let t = x ^ (x &<< 11)
    x = y
    y = z
    z = w
    w = (w ^ (w &>> 19)) ^ (t ^ (t &>> 8))
    return w
  }

  private static func mix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed &>> 31)
  }
}

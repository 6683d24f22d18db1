internal import RealModule

/// The passes of a complex transform of a length made of 2s, 3s and 5s, and their twiddle factors.
///
/// Each pass reads one buffer and writes the other in sorted order (Stockham), so there is no bit
/// reversal and the inner loop runs over neighbours.
struct FFTPlan: Sendable {
  struct Pass: Sendable {
    let radix: Int
    /// How many interleaved transforms are already done: the length of the inner loop.
    let stride: Int
    /// Butterflies for each of them.
    let groups: Int
    /// Where this pass's factors begin in `twiddles`.
    let twiddles: Int
    /// From four on, the inner loop fills whole vectors; below, vectors run over groups too.
    var isWide: Bool { stride >= 4 }
  }

  let length: Int
  let passes: [Pass]
  let twiddles: [Float]
  /// Numbers that one buffer needs: vectors may read, never use, up to three past the end.
  var bufferCount: Int { length + 4 }

  init?(length: Int) {
    guard length > 0, let radices = Self.radices(of: length) else { return nil }
    var passes: [Pass] = []
    var twiddles: [Float] = []
    var stride = 1
    for radix in radices {
      let pass = Pass(
        radix: radix, stride: stride, groups: length / stride / radix, twiddles: twiddles.count)
      Self.appendTwiddles(of: pass, to: &twiddles)
      passes.append(pass)
      stride *= radix
    }
    self.length = length
    self.passes = passes
    self.twiddles = twiddles
  }

  /// Fours first: they make every later inner loop a multiple of four.
  private static func radices(of length: Int) -> [Int]? {
    var rest = length
    var radices: [Int] = []
    for radix in [4, 2, 5, 3] {
      while rest % radix == 0 {
        radices.append(radix)
        rest /= radix
      }
    }
    return rest == 1 ? radices : nil
  }

  /// Wide passes: for each group, the factors of outputs 1… as (re, im) pairs.
  /// Narrow passes: for each output 1…, all butterflies' re, then their im, in whole vectors.
  private static func appendTwiddles(of pass: Pass, to twiddles: inout [Float]) {
    let turn = -2 * Double.pi / Double(pass.groups * pass.radix)
    if pass.isWide {
      for group in 0..<pass.groups {
        for output in 1..<pass.radix {
          let angle = turn * Double(group * output)
          twiddles.append(Float(Double.cos(angle)))
          twiddles.append(Float(Double.sin(angle)))
        }
      }
      return
    }
    let butterflies = pass.groups * pass.stride
    let padded = (butterflies + 3) / 4 * 4
    for output in 1..<pass.radix {
      let angles = (0..<padded).map { turn * Double($0 / pass.stride * output) }
      twiddles += angles.map { Float(Double.cos($0)) }
      twiddles += angles.map { Float(Double.sin($0)) }
    }
  }
}

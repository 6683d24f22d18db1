internal import RealModule

/// A sound at a quarter of its rate, for comparing waveforms: 300 to 1,700 Hz, where a voice is strong and every
/// telephone, loudspeaker and room lets it through.
struct EchoThinning: Sendable {
  /// Samples of a hop that are left, 4 kHz.
  static let hop = EchoBands.hop / 4
  /// Inputs under the window, in groups of four.
  private static let groups = 12

  /// The newest hop.
  private(set) var samples = [Float](repeating: 0, count: Self.hop)
  /// Of the newest hop.
  private(set) var energy: Float = 0
  private let taps: [SIMD4<Float>]
  /// The last inputs of the hop before, then the hop, in groups of four.
  private var input = [SIMD4<Float>](repeating: .zero, count: Self.groups - 1 + Self.hop)

  init() {
    let count = 4 * Self.groups
    // One tap is left for the difference.
    let low = (0..<count - 1).map { index -> Float in
      let place = Float(index) - Float(count - 2) / 2
      let angle = 2 * Float.pi * 1_700 / 16_000 * place
      let window = 0.54 - 0.46 * Float.cos(2 * .pi * Float(index) / Float(count - 2))
      return window * (place == 0 ? 1 : Float.sin(angle) / angle) * 2 * 1_700 / 16_000
    }
    // The difference of neighbours makes a voice's spectrum flat: else two deep voices would look alike.
    let whole = (0..<count).map { index -> Float in
      (index < low.count ? low[index] : 0) - (index > 0 ? 0.97 * low[index - 1] : 0)
    }
    taps = (0..<Self.groups).map { group in
      SIMD4(
        whole[4 * group], whole[4 * group + 1], whole[4 * group + 2], whole[4 * group + 3])
    }
  }

  /// Takes a hop from `start` on; samples that are missing or no numbers count as zero.
  mutating func take(_ block: Span<Float>, from start: Int) {
    for index in 0..<Self.groups - 1 { input[index] = input[Self.hop + index] }
    for group in 0..<Self.hop {
      var four = SIMD4<Float>.zero
      for lane in 0..<4 where start + 4 * group + lane < block.count {
        let sample = block[start + 4 * group + lane]
        four[lane] = sample.isFinite ? min(max(sample, -4), 4) : 0
      }
      input[Self.groups - 1 + group] = four
    }
    for index in 0..<Self.hop {
      var sum = SIMD4<Float>.zero
      for group in 0..<Self.groups { sum += taps[group] * input[index + group] }
      samples[index] = sum.sum()
    }
    energy = samples.reduce(0) { $0 + $1 * $1 }
  }
}

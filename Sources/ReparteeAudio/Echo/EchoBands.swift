internal import RealModule

/// The loudness of eight bands between 250 and 3,500 Hz, every 10 ms: what of a voice outlives a loudspeaker, a
/// room and a telephone line. Phases, fine structure and the rest of the spectrum do not.
struct EchoBands: Sendable {
  /// The bands of one hop, in decibels of full scale.
  typealias Hop = SIMD8<Float>

  /// Samples in a hop, 10 ms at 16 kHz.
  static let hop = 160
  /// What silence counts as.
  static let silence = Hop(repeating: -90)

  private let gain: Hop
  private let first: Hop
  private let second: Hop
  private var (a1, a2, b1, b2) = (Hop.zero, Hop.zero, Hop.zero, Hop.zero)
  private var previous: Float = 0

  init() {
    let centres: [Float] = [300, 450, 640, 880, 1_200, 1_650, 2_250, 3_050]
    let quality: Float = 2
    var (gain, first, second) = (Hop.zero, Hop.zero, Hop.zero)
    for band in gain.indices {
      let angle = 2 * Float.pi * centres[band] / 16_000
      let width = Float.sin(angle) / (2 * quality)
      gain[band] = width / (1 + width)
      first[band] = 2 * Float.cos(angle) / (1 + width)
      second[band] = (width - 1) / (1 + width)
    }
    (self.gain, self.first, self.second) = (gain, first, second)
  }

  /// The next hop.
  /// - Parameter samples: `hop` of them from `start` on; those that are missing or no numbers count as zero.
  mutating func measure(_ samples: Span<Float>, from start: Int) -> Hop {
    var energy = Hop.zero
    for index in start..<min(start + Self.hop, samples.count) {
      let sample = samples[index].isFinite ? min(max(samples[index], -4), 4) : 0
      // A voice falls by about 6 dB an octave; without this the lowest band would leak into the highest.
      let input = Hop(repeating: sample - 0.95 * previous)
      previous = sample
      let output = gain * input + a1
      a1 = first * output + a2
      a2 = second * output - gain * input
      let sharper = gain * output + b1
      b1 = first * sharper + b2
      b2 = second * sharper - gain * output
      energy += sharper * sharper
    }
    settle()
    return Self.decibels(energy / Float(Self.hop) + 1e-9)
  }

  /// Takes states that fade to nothing to zero, before they become numbers that processors are slow with.
  private mutating func settle() {
    a1 = Self.cleared(a1)
    a2 = Self.cleared(a2)
    b1 = Self.cleared(b1)
    b2 = Self.cleared(b2)
  }

  @inline(__always)
  private static func cleared(_ state: Hop) -> Hop {
    state.replacing(with: 0, where: (state .< 1e-12) .& (state .> -1e-12))
  }

  private static func decibels(_ power: Hop) -> Hop {
    var result = Hop.zero
    for band in power.indices { result[band] = 10 * Float.log10(power[band]) }
    return result
  }
}

import Foundation

/// Eight seconds as the network is asked about them; owns all it needs.
struct SmartTurnWindow: Sendable {
  private static let samples = SmartTurnHistory.frames * SmartTurnHistory.hop
  /// A hop quieter than this is silence: -60 dB below full scale, squared.
  private static let silence = 1e-6

  /// `[frame][band]`, oldest first.
  var energies = [Float](
    repeating: 0, count: SmartTurnHistory.frames * SmartTurnHistory.bands)
  /// Whether the samples were normalised before their energies were taken.
  var isNormal = false
  private var sum = 0.0
  private var squares = 0.0
  private var loudest = 0.0

  /// Whether nothing was loud enough to be speech. The network must not be asked then: it takes
  /// digital silence for the end of a turn, with a probability of 0.99.
  var isSilent: Bool { loudest < Self.silence }

  /// Of all samples of the window; those before the turn are zero.
  var mean: Double { sum / Double(Self.samples) }

  /// What the samples are multiplied by, squared.
  var gain: Double {
    1 / (max(0, squares / Double(Self.samples) - mean * mean) + 1e-7)
  }

  /// Takes in a hop's sum and sum of squares.
  mutating func hear(_ sums: SIMD2<Double>) {
    sum += sums.x
    squares += sums.y
    loudest = max(loudest, sums.y / Double(SmartTurnHistory.hop))
  }

  /// Takes over a frame's energies from a ring.
  mutating func set(_ row: Int, _ ring: [Float], _ slot: Int) {
    let bands = SmartTurnHistory.bands
    for band in 0..<bands { energies[row * bands + band] = ring[slot * bands + band] }
  }

  /// Turns a frame's energies into what they would be had `mean` been subtracted from its samples.
  /// - Parameters:
  ///   - tone: bin 1 of the frame's spectrum, the only one that both a constant and a band touch.
  ///   - weights: how much the lowest bands hear of it.
  mutating func shift(_ row: Int, tone: SIMD2<Float>, by mean: Double, _ weights: [Double]) {
    let value = SIMD2<Double>(tone)
    let shifted = value - SmartTurnSpectrum.constantTone * mean
    let change = (shifted * shifted).sum() - (value * value).sum()
    for (band, weight) in weights.enumerated() {
      let index = row * SmartTurnHistory.bands + band
      energies[index] = Float(max(0, Double(energies[index]) + weight * change))
    }
  }

  /// What the network takes, 80 rows of 800: log10 of the energies but not below -10, clamped to
  /// 8 below the highest, then (x + 4) / 4.
  func writeFeatures(to features: inout MutableSpan<Float>) {
    let (frames, bands, gain) = (
      SmartTurnHistory.frames, SmartTurnHistory.bands, isNormal ? 1 : gain
    )
    var logarithms = [Double](repeating: 0, count: frames * bands)
    for index in logarithms.indices {
      logarithms[index] = log10(max(1e-10, Double(energies[index]) * gain))
    }
    let floor = (logarithms.max() ?? 0) - 8
    for frame in 0..<frames {
      for band in 0..<bands {
        features[band * frames + frame] = Float(
          (max(floor, logarithms[frame * bands + band]) + 4) / 4)
      }
    }
  }
}

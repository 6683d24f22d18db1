internal import RealModule

/// How loud a block is. Full scale is 1, or 0 dB.
public struct Levels: Sendable, Hashable {
  /// What silence counts as, in decibels; quieter than any 16-bit sample.
  public static let floor: Float = -120

  /// The largest distance from zero.
  public let peak: Float
  /// The root of the mean square.
  public let rms: Float
  /// How many samples lie at or beyond full scale.
  public let clipped: Int

  /// - Parameter samples: any block; samples that are no numbers count as zero. Nothing is allocated.
  public init(_ samples: Span<Float>) {
    var (highest, sum, beyond): (Float, Float, Int) = (0, 0, 0)
    for index in samples.indices {
      let size = samples[index].magnitude
      guard size.isFinite else { continue }
      highest = max(highest, size)
      sum += size * size
      if size >= 32_767 / 32_768 { beyond += 1 }
    }
    peak = highest
    rms = samples.isEmpty ? 0 : (sum / Float(samples.count)).squareRoot()
    clipped = beyond
  }

  public var peakDecibels: Float { Self.decibels(peak) }
  public var rmsDecibels: Float { Self.decibels(rms) }

  /// An amplitude in decibels of full scale, not below `floor`.
  public static func decibels(_ amplitude: Float) -> Float {
    amplitude > 1e-6 ? 20 * Float.log10(amplitude) : floor
  }

  /// The amplitude of so many decibels.
  public static func amplitude(_ decibels: Float) -> Float { Float.exp10(decibels / 20) }
}

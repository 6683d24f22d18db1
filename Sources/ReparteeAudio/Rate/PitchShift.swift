internal import ReparteeCore

/// Makes a recording faster and higher, or slower and lower, as a tape does: one voice becomes another.
public struct PitchShift: Sendable {
  /// Factors that leave speech intelligible, and then some.
  public static let factors = 0.5...2.0
  private static let nominal = 48_000
  /// Factors are rounded to parts of this many, so that each filter is exact.
  private static let parts = 480

  private let converter: RateConverter
  /// The speed and the pitch, against those of the original, after rounding to 1/480.
  public let factor: Double

  /// - Returns: nil unless `factor` is in 0.5…2.
  public init?(factor: Double) {
    guard Self.factors.contains(factor) else { return nil }
    let rounded = Int((factor * Double(Self.parts)).rounded())
    guard let source = SampleRate(rounded * Self.nominal / Self.parts),
      let target = SampleRate(Self.nominal)
    else { return nil }
    self.factor = Double(rounded) / Double(Self.parts)
    converter = RateConverter(from: source, to: target)
  }

  /// - Parameter samples: a whole recording, at any rate.
  /// - Returns: at the same rate, `samples.count / factor` samples, rounded up.
  public func apply(to samples: [Float]) -> [Float] { converter.convert(samples) }
}

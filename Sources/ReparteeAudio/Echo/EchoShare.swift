/// How much of the last tenth of a second an expected echo explains.
struct EchoShare: Sendable {
  private static let keep: Float = 0.9
  private var explained: Float = 0
  private var evidence: Float = 0

  /// 0…1; half of the bands explained is no likeness at all, for that much any two voices share.
  var likeness: Float { evidence > 0.5 ? max(0, 2 * explained / evidence - 1) : 0 }

  /// A band counts as far as it stands out of the noise, and is explained unless it is more than 3 to 9 dB louder
  /// than the echo would be.
  mutating func take(_ hop: EchoBands.Hop, expected: EchoBands.Hop, floor: EchoBands.Hop) {
    let weight = Self.unit((hop - floor - 9) * 0.1)
    let excess = Self.unit((hop - pointwiseMax(expected, floor) - 3) / 6)
    explained = explained * Self.keep + (weight * (1 - excess)).sum()
    evidence = evidence * Self.keep + weight.sum()
  }

  private static func unit(_ hop: EchoBands.Hop) -> EchoBands.Hop {
    hop.clamped(lowerBound: .zero, upperBound: .one)
  }
}

/// How what is played comes back: after how long, and how much quieter in each band.
struct EchoPath: Sendable {
  /// In hops.
  var delay: Int
  /// What was heard less what was played, in decibels.
  var gain: EchoBands.Hop

  /// What the echo alone should sound like at `position`.
  ///
  /// The loudest of the hops around the delay: the true one lies between two of them, and wanders.
  func expected(at position: Int, reference: borrowing EchoHistory) -> EchoBands.Hop {
    let at = position - delay
    var loudest = reference[at]
    for near in [at - 2, at - 1, at + 1] {
      loudest = pointwiseMax(loudest, reference[near])
    }
    return loudest + gain
  }

  /// Follows a path that drifts.
  /// - Parameters:
  ///   - loud: the bands in which the agent was loud then.
  ///   - correlation, likeness: how sure it is that this is the echo.
  mutating func learn(
    _ heard: EchoBands.Hop, expected: EchoBands.Hop, loud: SIMDMask<SIMD8<Int32>>,
    correlation: Float, likeness: Float
  ) {
    if correlation > 0.85 || (correlation > 0.6 && likeness > 0.3) {
      follow(heard, expected: expected, where: loud)
    }
    // Nearly every band far quieter than the echo would be: it comes back quieter now, or no more.
    let quieter = loud .& (heard .< expected - 6)
    if correlation < 0.6, Self.count(quieter) * 4 > Self.count(loud) * 3 {
      follow(heard, expected: expected, where: quieter)
    }
  }

  /// A caller who talks over the echo only ever makes a band louder, for a while: no hop counts for more than 3 dB.
  private mutating func follow(
    _ heard: EchoBands.Hop, expected: EchoBands.Hop, where sure: SIMDMask<SIMD8<Int32>>
  ) {
    let error = (heard - expected).clamped(
      lowerBound: EchoBands.Hop(repeating: -3), upperBound: EchoBands.Hop(repeating: 3))
    gain += (error * 0.05).replacing(with: 0, where: .!sure)
  }

  private static func count(_ mask: SIMDMask<SIMD8<Int32>>) -> Float {
    EchoBands.Hop.zero.replacing(with: 1, where: mask).sum()
  }

  /// The path at a delay, from the last hops of both sides: the mean difference where the agent was loud.
  static func fit(
    delay: Int, end: Int, heard: borrowing EchoHistory, reference: borrowing EchoHistory,
    loud: EchoBands.Hop
  ) -> EchoPath {
    var (sum, count) = (EchoBands.Hop.zero, EchoBands.Hop.zero)
    for position in max(0, end - 50)..<end {
      let played = reference[position - delay]
      let isLoud = played .> loud
      sum += (heard[position] - played).replacing(with: 0, where: .!isLoud)
      count += EchoBands.Hop.zero.replacing(with: 1, where: isLoud)
    }
    // A band that was never loud counts as the others do.
    let whole = sum.sum() / max(count.sum(), 1)
    let own = sum / pointwiseMax(count, EchoBands.Hop(repeating: 1))
    let trust = count / (count + 5)
    return EchoPath(delay: delay, gain: own * trust + whole * (1 - trust))
  }
}

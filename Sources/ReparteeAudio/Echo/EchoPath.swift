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

  /// Follows a path that drifts. A caller who talks over the echo only ever makes a band louder, for a while:
  /// no hop counts for more than 3 dB.
  mutating func follow(
    _ heard: EchoBands.Hop, expected: EchoBands.Hop, where sure: SIMDMask<SIMD8<Int32>>
  ) {
    let error = (heard - expected).clamped(
      lowerBound: EchoBands.Hop(repeating: -3), upperBound: EchoBands.Hop(repeating: 3))
    gain += (error * 0.05).replacing(with: 0, where: .!sure)
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

/// Whether one delay of the waveform has explained enough for long enough to be the echo's.
struct EchoTrail: Sendable {
  /// Shares beyond chance, added up over hops, that prove a delay: a clean echo has them in 60 ms, a faint one in a
  /// noisy room in half a second.
  private static let proof: Float = 1.2
  /// However clear, so many hops of 10 ms.
  private static let least = 6
  /// Delays of 0.25 ms by which one and the same path wanders.
  private static let wander = 3

  private(set) var delay = 0
  private var hops = 0
  private var evidence: Float = 0

  /// Proved so well that another delay, which was learnt before, is given up for it.
  var isFirm: Bool { hops >= Self.least && evidence >= 4 * Self.proof }
  var isProved: Bool { hops >= Self.least && evidence >= Self.proof }

  mutating func take(_ best: (delay: Int, share: Float), chance: Float) {
    if best.share > chance, abs(best.delay - delay) <= Self.wander {
      hops += 1
      evidence += best.share - chance
    } else {
      (hops, evidence) = (0, 0)
    }
    delay = best.delay
  }

  mutating func reset() { (hops, evidence) = (0, 0) }
}

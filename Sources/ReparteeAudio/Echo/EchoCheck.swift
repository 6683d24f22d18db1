/// Says how much of what is heard is the agent's own voice coming back.
///
/// Both sides are measured in eight bands every 10 ms. At first it searches: it compares the two envelopes at every
/// delay up to 630 ms, and a voice that rises and falls with the agent's is called an echo. Once a delay has stood for
/// a while it has learnt the path: the delay, and how much quieter each band comes back. From then on each hop
/// is compared with what the echo alone would be, so that a caller who talks over it is told from it at once.
///
/// | state | likeness | ends when |
/// |---|---|---|
/// | idle | 0 | the agent becomes audible |
/// | searching | how well the envelopes agree | one delay agrees for `settling` |
/// | learnt | the share of the bands that the echo explains | another delay agrees far better |
///
/// It is idle when the agent has not been audible for a second; what it has learnt it keeps.
public struct EchoCheck: Sendable {
  /// Hops after the agent's last sound during which it may still come back.
  private static let reach = 100
  /// Hops for which one delay must agree before it is believed.
  private static let settling = 10

  private var playedBands = EchoBands()
  private var heardBands = EchoBands()
  private var played = EchoHistory()
  private var heard = EchoHistory()
  private var search = EchoSearch()
  private var path: EchoPath?
  private var smeared = EchoBands.silence
  private var peak = EchoBands.silence
  private var heardSmeared = EchoBands.silence
  private var heardPeak = EchoBands.silence
  private var smooth = EchoBands.silence
  private var floor: EchoBands.Hop?
  private var lastAudible = -Self.reach - 1
  private var candidate = (delay: 0, hops: 0)
  private var loudHops: UInt64 = 0
  private var absent = 0
  private var isClear = false
  private var explained: Float = 0
  private var evidence: Float = 0
  /// The newest answer of `heard`, 0…1.
  public private(set) var likeness: Float = 0

  public init() {}

  /// The delay that was learnt, in milliseconds; nil while it is not known.
  public var delayMilliseconds: Int? { path.map { $0.delay * 10 } }

  /// Takes 20 ms of what the agent played, at 16 kHz. What is not reported was silence.
  public mutating func played(_ block: Span<Float>) {
    // Blocks may come a little late or early; those that come much later were not played when the last ones ended.
    if heard.end - played.end > 6 { played.fill(to: heard.end) }
    for start in stride(from: 0, to: block.count, by: EchoBands.hop) {
      let hop = playedBands.measure(block, from: start)
      if hop.max() > -60 { lastAudible = played.end }
      smeared = pointwiseMax(hop, smeared - 1.5)
      peak = pointwiseMax(hop, peak - 0.01)
      played.append(pointwiseMax(smeared, peak - 30))
    }
  }

  /// Takes 20 ms of what was heard from the caller, at 16 kHz.
  /// - Returns: 0 for somebody else or silence, 1 for the agent's own voice.
  public mutating func heard(_ block: Span<Float>) -> Float {
    for start in stride(from: 0, to: block.count, by: EchoBands.hop) {
      step(heardBands.measure(block, from: start))
    }
    return likeness
  }

  private mutating func step(_ hop: EchoBands.Hop) {
    let floor = learnFloor(hop)
    let position = heard.end
    heard.append(hop)
    guard position - lastAudible <= Self.reach else {
      search.reset()
      candidate.hops = 0
      (likeness, explained, evidence) = (0, 0, 0)
      return
    }
    heardSmeared = pointwiseMax(hop, heardSmeared - 1.5)
    heardPeak = pointwiseMax(hop, heardPeak - 0.02)
    let range = (heardPeak - floor - 3).clamped(
      lowerBound: EchoBands.Hop(repeating: 22), upperBound: EchoBands.Hop(repeating: 30))
    search.add(
      pointwiseMax(heardSmeared, floor + 3), at: position, reference: played, least: peak - range)
    let best = search.best()
    noticeAbsence(hop, floor: floor, position: position)
    settle(on: best, position: position)
    if let path {
      compare(hop, floor: floor, path: path, position: position)
    } else {
      likeness = isClear ? 0 : min(max((Float(candidate.hops) - 3) / 5, 0), 1)
    }
  }

  /// The agent was loud for so long that its echo would be here at any delay, and nothing is.
  private mutating func noticeAbsence(_ hop: EchoBands.Hop, floor: EchoBands.Hop, position: Int) {
    let isLoud = played[position].max() > peak.max() - 15
    loudHops = loudHops << 1 | (isLoud ? 1 : 0)
    let isQuiet = (hop - floor).max() < 12
    absent = isQuiet && loudHops.nonzeroBitCount >= 52 ? absent + 1 : 0
    if absent >= 20 { isClear = true }
  }

  private mutating func learnFloor(_ hop: EchoBands.Hop) -> EchoBands.Hop {
    guard hop.max() > -85 else { return floor ?? EchoBands.silence }
    smooth = floor == nil ? hop : smooth + (hop - smooth) * 0.2
    let next = floor.map { pointwiseMin(smooth, $0 + 0.03) } ?? smooth
    floor = next
    return next
  }

  private mutating func settle(on best: (delay: Int, correlation: Float), position: Int) {
    if let path, best.correlation < search.correlation(at: path.delay) + 0.15 {
      candidate.hops = 0
      return
    }
    guard best.correlation > 0.75, abs(best.delay - candidate.delay) <= 1 else {
      candidate = (best.delay, 0)
      return
    }
    candidate = (best.delay, candidate.hops + 1)
    guard candidate.hops >= (isClear ? 20 : Self.settling), search.weight > 20 else { return }
    isClear = false
    path = EchoPath.fit(
      delay: best.delay, end: position + 1, heard: heard, reference: played, loud: peak - 20)
  }

  private mutating func compare(
    _ hop: EchoBands.Hop, floor: EchoBands.Hop, path: EchoPath, position: Int
  ) {
    let expected = path.expected(at: position, reference: played)
    let loud = played[position - path.delay] .> peak - 20
    let correlation = search.correlation(at: path.delay)
    let isSure = correlation > 0.85 || (correlation > 0.6 && likeness > 0.3)
    if isSure { self.path?.follow(hop, expected: expected, where: loud) }
    // Nearly every band far quieter than the echo would be: it comes back quieter now, or no more.
    let isQuieter = loud .& (hop .< expected - 6)
    if correlation < 0.6, count(isQuieter) * 4 > count(loud) * 3 {
      self.path?.follow(hop, expected: expected, where: isQuieter)
    }
    let weight = ((hop - floor - 9) * 0.1).clamped(
      lowerBound: EchoBands.Hop.zero, upperBound: EchoBands.Hop.one)
    let excess = ((hop - pointwiseMax(expected, floor) - 3) / 6).clamped(
      lowerBound: EchoBands.Hop.zero, upperBound: EchoBands.Hop.one)
    explained = explained * 0.9 + (weight * (1 - excess)).sum()
    evidence = evidence * 0.9 + weight.sum()
    likeness = evidence > 0.5 ? max(0, 2 * explained / evidence - 1) : 0
  }

  private func count(_ mask: SIMDMask<SIMD8<Int32>>) -> Float {
    EchoBands.Hop.zero.replacing(with: 1, where: mask).sum()
  }
}

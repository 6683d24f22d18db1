public import ReparteeCore

/// Says how much of what is heard is the agent's own voice coming back.
///
/// Both sides are measured in eight bands every 10 ms. At first it searches: it compares the two envelopes at every
/// delay up to 630 ms. Somebody else may rise and fall with the agent for a moment, but not at one and the same delay
/// for long. Once a delay has stood for `settling` it has learnt the path: the delay, and how much quieter each band
/// comes back. From then on each hop is compared with what the echo alone would be, so that a caller who talks over
/// it is told from it at once.
///
/// | state | likeness | ends when |
/// |---|---|---|
/// | idle | 0 | the agent becomes audible |
/// | searching | how long one delay has agreed | it has agreed for `settling` |
/// | no echo | 0 | one delay has agreed for twice as long |
/// | learnt | the share of the bands that the echo explains | another delay agrees far better |
///
/// It is idle when the agent has not been audible for a second. What it has learnt it keeps. Nothing is allocated
/// for a block.
public struct EchoCheck: Sendable {
  /// Hops after the agent's last sound during which it may still come back.
  private static let reach = 100
  /// Hops for which one delay must agree before it is believed.
  private static let settling = 10
  /// Agreement from which on a delay counts.
  private static let agreement: Float = 0.75
  /// By how much the envelopes must prefer another delay.
  private static let doubt: Float = 0.15
  /// How many times the energy of the noise a sound has of which it can be said whose it is.
  private static let clearly: Float = 10
  /// Hops by which the two sides may run apart before one of them counts as silent.
  private static let (late, early) = (6, 32)

  private var reference = EchoReference()
  private var line = EchoLine()
  private var search = EchoSearch()
  private var wave = EchoWave()
  private var trail = EchoTrail()
  private var absence = EchoAbsence()
  /// Hops of a path's waveform by which it was fitted, and when that is enough.
  private var age = 0
  private static let young = 50
  /// The share of what is heard from which on it is the echo and little else.
  private static let mostly: Float = 0.5
  /// Hops without a sound on the line, and for how many of them it stays what it was.
  private var unjudged = 0
  private static let fading = 25
  /// The greatest likeness, so that a threshold of 1 is never reached.
  private static let greatest: Float = 0.98
  private var candidate = (delay: 0, hops: 0)
  private var path: EchoPath?
  private var share = EchoShare()
  /// The newest answer of `heard`, 0…1.
  public private(set) var likeness: Float = 0

  public init() {}

  /// Whether it is known by now if and how the agent's voice comes back: before, an echo cannot be told from a caller.
  public var isDecided: Bool { path != nil || absence.isProved }

  /// How long the agent's voice takes to come back; nil while it is not known.
  public var delay: MediaTime? { path.map { .milliseconds(Int64($0.delay * 10)) } }

  /// Takes 20 ms of what the agent played, 16 kHz mono. What is not reported was silence.
  public mutating func played(_ block: Span<Float>) {
    let ahead = reference.history.end - line.history.end
    // Blocks may come a little late or early. Those that come much later were not played right after the last ones.
    if ahead < -Self.late { reference.skip(to: line.history.end) }
    if ahead > Self.early { line.skip(to: reference.history.end) }
    reference.take(block)
  }

  /// Takes blocks of silence that the agent played, long after anything else.
  public mutating func playedNothing(for blocks: Int) {
    reference.skip(to: reference.history.end + 2 * max(0, blocks))
  }

  /// Takes 20 ms of what was heard from the caller, 16 kHz mono, or as much silence where nothing came.
  /// - Returns: 0 for somebody else or silence, 1 for the agent's own voice.
  public mutating func heard(_ block: Span<Float>) -> Float {
    for start in stride(from: 0, to: block.count, by: EchoBands.hop) {
      let position = line.history.end
      let hop = line.take(block, from: start)
      if position - reference.lastAudible <= Self.reach {
        judge(hop, at: position)
      } else {
        rest()
      }
    }
    return likeness
  }

  private mutating func rest() {
    search.reset()
    wave.reset()
    trail.reset()
    share = EchoShare()
    candidate.hops = 0
    likeness = 0
  }

  private mutating func judge(_ hop: EchoBands.Hop, at position: Int) {
    search.add(
      line.envelope, at: position, reference: reference.history, least: reference.peak - line.range)
    // Without a sound, time stands still for the waveforms: the line's noise follows nothing.
    if line.isSound {
      wave.add(
        line.thinning.samples, energy: line.thinning.energy, noise: line.noise, at: position,
        reference: reference.weave)
      trail.take(wave.best, chance: wave.chance)
    }
    lookForAbsence(hop, at: position)
    if line.isSound, trail.isProved {
      settleOnTrail(at: position)
    } else {
      settle(on: search.best(), at: position)
    }
    decide(hop, at: position)
  }

  private mutating func lookForAbsence(_ hop: EchoBands.Hop, at position: Int) {
    // Two hops back: the block that was played meanwhile may not have been reported yet.
    let isLoud = reference.history[position - 2].max() > reference.peak.max() - 15
    absence.take(
      isLoud: isLoud, isQuiet: (hop - line.floor).max() < 12 && !trail.isProved)
    guard path == nil, isLoud, line.isSound else { return }
    absence.take(
      isForeign: line.thinning.energy > Self.clearly * line.noise
        && wave.best.share < wave.chance)
  }

  private mutating func decide(_ hop: EchoBands.Hop, at position: Int) {
    if let path { compare(hop, path: path, at: position) }
    // The end of a word fades into the noise, and a voice detector needs a while to notice.
    unjudged = line.isSound ? 0 : unjudged + 1
    guard unjudged == 0 || unjudged > Self.fading else { return }
    var likeness = max((Float(candidate.hops) - 3) / 5, 0)
    if path != nil {
      // Half of the energy explained is no likeness, as with the bands.
      likeness = max(share.likeness, trail.isProved && line.isSound ? 2 * wave.best.share - 1 : 0)
    } else if absence.isProved {
      likeness = 0
    }
    self.likeness = min(likeness, Self.greatest)
  }

  /// The waveform comes back: the path is known, and while it is young it is fitted to ever more of the echo.
  private mutating func settleOnTrail(at position: Int) {
    candidate.hops = 0
    let delay = trail.delay / EchoThinning.hop
    let isSame = path.map { abs($0.delay - delay) <= 1 } ?? false
    guard isSame || follows(at: delay) else { return }
    if !isSame { age = 0 }
    guard age < Self.young, !isSame || wave.best.share > Self.mostly else { return }
    age += 1
    absence.refute()
    path = EchoPath.fit(
      delay: isSame ? path?.delay ?? delay : delay, end: position + 1, heard: line.history,
      reference: reference.history, loud: reference.loud)
  }

  /// Whether the envelopes, which know no pitch, agree that it may be this delay: a monotonous voice is like itself a
  /// pitch period on. What is known is given up only when they prefer it.
  private func follows(at delay: Int) -> Bool {
    let most = search.best()
    guard path == nil else { return trail.isFirm && abs(most.delay - delay) <= 1 }
    let next = min(delay + 1, EchoSearch.delays - 1)
    return max(search.correlation(at: delay), search.correlation(at: next))
      > most.correlation - Self.doubt
  }

  private mutating func settle(on best: (delay: Int, correlation: Float), at position: Int) {
    if let path, best.correlation < search.correlation(at: path.delay) + Self.doubt {
      candidate.hops = 0
      return
    }
    guard best.correlation > Self.agreement, abs(best.delay - candidate.delay) <= 1 else {
      candidate = (best.delay, 0)
      return
    }
    candidate = (best.delay, candidate.hops + 1)
    let needed = absence.isProved ? 2 * Self.settling : Self.settling
    guard candidate.hops >= needed, search.weight > 20 else { return }
    absence.refute()
    path = EchoPath.fit(
      delay: best.delay, end: position + 1, heard: line.history, reference: reference.history,
      loud: reference.loud)
  }

  private mutating func compare(_ hop: EchoBands.Hop, path: EchoPath, at position: Int) {
    let expected = path.expected(at: position, reference: reference.history)
    self.path?.learn(
      hop, expected: expected,
      loud: reference.history[position - path.delay] .> reference.loud,
      correlation: search.correlation(at: path.delay), likeness: likeness)
    share.take(hop, expected: expected, floor: line.floor)
  }
}

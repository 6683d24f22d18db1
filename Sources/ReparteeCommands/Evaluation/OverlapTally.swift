internal import ReparteeCore

/// Adds up what came of segments said over an agent.
struct OverlapTally {
  private var counts = OverlapCounts()
  private var resumed = 0
  private var yieldedLate = 0
  private var unnoticed = 0
  private var pausedAfter: [Double] = []
  private var decidedAfter: [Double] = []
  private var yieldedAfter: [Double] = []
  private var resumedAfter: [Double] = []
  private var pauses: [Double] = []

  mutating func add(_ outcome: OverlapReplay.Outcome, of row: OverlapSegment) {
    counts.add(outcome.yieldedAt == nil, row.isBackchannel)
    if let paused = outcome.pausedAt {
      pausedAfter.append(paused.milliseconds)
    } else {
      unnoticed += 1
    }
    if let decided = outcome.decidedAt { decidedAfter.append(decided.milliseconds) }
    if row.isBackchannel {
      guard outcome.yieldedAt == nil else { return }
      guard let after = outcome.resumedAt else { return }
      resumed += 1
      resumedAfter.append(after.milliseconds)
      pauses.append(outcome.pause.milliseconds)
    } else if let yielded = outcome.yieldedAt {
      yieldedAfter.append(yielded.milliseconds)
      if outcome.resumedAt != nil { yieldedLate += 1 }
    }
  }

  func summary(_ judge: String) -> OverlapReport.Replay {
    let backchannels = Double(counts.hits + counts.misses)
    let turns = Double(counts.falseAlarms + counts.rejections)
    return OverlapReport.Replay(
      judge: judge, precision: counts.precision, recall: counts.recall, f1: counts.f1,
      talkedOver: counts.talkedOver, resumed: Double(resumed) / backchannels,
      yieldedLate: Double(yieldedLate) / turns,
      unnoticed: Double(unnoticed) / (backchannels + turns), pausedAfter: Self.pair(pausedAfter),
      decidedAfter: Self.pair(decidedAfter),
      yieldedAfter: Self.pair(yieldedAfter), resumedAfter: Self.pair(resumedAfter),
      pause: Self.pair(pauses))
  }

  private static func pair(_ values: [Double]) -> [Double] {
    let quantiles = Quantiles(values)
    return [quantiles.median, quantiles.p95]
  }
}

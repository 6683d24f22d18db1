/// How well scores tell backchannels (the positive class) from turns.
struct OverlapScores {
  private let scores: [Float]
  private let labels: [Bool]

  init(scores: [Float], labels: [Bool]) {
    let count = min(scores.count, labels.count)
    self.scores = Array(scores.prefix(count))
    self.labels = Array(labels.prefix(count))
  }

  /// Counts at a threshold: a score at or above it is taken for a backchannel.
  func counts(threshold: Float = 0.5) -> OverlapCounts {
    var counts = OverlapCounts()
    for (score, label) in zip(scores, labels) { counts.add(score >= threshold, label) }
    return counts
  }

  /// The chance that a backchannel scores above a turn, ties counting half.
  var area: Double {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var ranks = 0.0
    var first = 0
    while first < order.count {
      var last = first
      while last < order.count, scores[order[last]] == scores[order[first]] { last += 1 }
      // Ranks of a tie are their mean.
      let rank = Double(first + last + 1) / 2
      ranks += rank * Double(order[first..<last].count { labels[$0] })
      first = last
    }
    let positives = Double(labels.count { $0 })
    let negatives = Double(labels.count) - positives
    guard positives > 0, negatives > 0 else { return .nan }
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)
  }

  /// The share of backchannels that are kept when at most this share of turns is taken for them.
  func kept(talkedOver share: Double) -> Double {
    let turns = zip(scores, labels).filter { !$0.1 }.map(\.0).sorted(by: >)
    let allowed = Int(Double(turns.count) * share)
    guard turns.indices.contains(allowed) else { return 1 }
    let backchannels = zip(scores, labels).filter(\.1)
    guard !backchannels.isEmpty else { return .nan }
    return Double(backchannels.count { $0.0 > turns[allowed] }) / Double(backchannels.count)
  }
}

/// Right and wrong decisions, with the backchannel as the positive class.
struct OverlapCounts {
  private(set) var hits = 0
  private(set) var misses = 0
  private(set) var falseAlarms = 0
  private(set) var rejections = 0

  mutating func add(_ decidedBackchannel: Bool, _ isBackchannel: Bool) {
    switch (decidedBackchannel, isBackchannel) {
    case (true, true): hits += 1
    case (false, true): misses += 1
    case (true, false): falseAlarms += 1
    case (false, false): rejections += 1
    }
  }

  var precision: Double { Double(hits) / Double(hits + falseAlarms) }
  var recall: Double { Double(hits) / Double(hits + misses) }
  var f1: Double { 2 * Double(hits) / Double(2 * hits + falseAlarms + misses) }
  /// The share of real turns that are taken for a backchannel.
  var talkedOver: Double { Double(falseAlarms) / Double(falseAlarms + rejections) }
}

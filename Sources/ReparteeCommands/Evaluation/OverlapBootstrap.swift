/// How far a difference of two judges depends on which meetings were at hand.
struct OverlapBootstrap {
  private static let draws = 2_000
  private let meetings: [[OverlapSegment]]

  init(_ rows: [OverlapSegment]) {
    meetings = Dictionary(grouping: rows, by: \.meeting).sorted { $0.key < $1.key }.map(\.value)
  }

  /// The difference of F1, and the bounds of 95 % of it over meetings drawn with replacement.
  func gain(of better: OverlapJudge, over other: OverlapJudge) -> [Double] {
    let ours = meetings.map { Self.counts(better, $0) }
    let theirs = meetings.map { Self.counts(other, $0) }
    var state: UInt64 = 7
    var gains: [Double] = []
    for _ in 0..<Self.draws {
      var drawn: [Int] = []
      for _ in meetings {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        drawn.append(Int((state >> 33) % UInt64(max(1, meetings.count))))
      }
      gains.append(Self.f1(drawn.map { ours[$0] }) - Self.f1(drawn.map { theirs[$0] }))
    }
    gains.sort()
    return [
      Self.f1(ours) - Self.f1(theirs), gains[Self.draws / 40],
      gains[Self.draws - 1 - Self.draws / 40],
    ]
  }

  private static func counts(_ judge: OverlapJudge, _ rows: [OverlapSegment]) -> OverlapCounts {
    OverlapScores(
      scores: rows.map { judge.score($0, words: nil) }, labels: rows.map(\.isBackchannel)
    ).counts()
  }

  private static func f1(_ counts: [OverlapCounts]) -> Double {
    let hits = counts.reduce(0) { $0 + $1.hits }
    let wrong = counts.reduce(0) { $0 + $1.misses + $1.falseAlarms }
    return 2 * Double(hits) / Double(2 * hits + wrong)
  }
}

internal import Foundation

/// What came of judging real words said over somebody: to print, or as JSON.
public struct OverlapReport: Sendable, Codable {
  /// One judge that sees words alone.
  public struct Judgement: Sendable, Codable {
    public var judge: String
    /// How many first words it saw; nil: all of the segment.
    public var words: Int?
    public var precision: Double
    public var recall: Double
    public var f1: Double
    public var area: Double
    /// Shares of backchannels kept when 1, 2 and 5 % of turns are talked over; nil for a judge that cannot rank.
    public var keptAt: [Double]?
    public var talkedOver: Double
  }

  /// One machine that hears the words in time.
  public struct Replay: Sendable, Codable {
    public var judge: String
    public var precision: Double
    public var recall: Double
    public var f1: Double
    /// Shares: turns never yielded to, and backchannels after which the agent went on.
    public var talkedOver: Double
    public var resumed: Double
    /// Shares: turns that were first taken for a backchannel and then yielded to, and segments that paused nothing.
    public var yieldedLate: Double
    public var unnoticed: Double
    /// Milliseconds from the onset, [median, p95].
    public var pausedAfter: [Double]
    /// The first verdict, which later words may revise.
    public var decidedAfter: [Double]
    public var yieldedAfter: [Double]
    public var resumedAfter: [Double]
    /// Milliseconds that the agent was silent for a backchannel in all, [median, p95].
    public var pause: [Double]
  }

  public var meetings: Int
  public var segments: Int
  public var backchannels: Int
  public var judgements: [Judgement]
  /// F1 of the classifier less that of the list with the question rule, whole segments: the difference, and
  /// 95 % of it when the meetings are drawn again and again.
  public var gain: [Double]
  public var replays: [Replay]

  /// Tables for people.
  public var text: String {
    let head =
      "Words over somebody's speech: \(segments) segments of \(meetings) held-out meetings, "
      + "\(backchannels) of them backchannels"
    return [
      head, "", Self.table(Self.judgementHead, judgements.map(Self.cells)),
      "F1 of the classifier less that of the list with the question rule: "
        + gain.map { Self.share($0) }.joined(separator: ", "),
      "", Self.table(Self.replayHead, replays.map(Self.cells)),
    ].joined(separator: "\n")
  }

  private static let judgementHead = [
    "judge", "words", "P", "R", "F1", "AUC", "kept at 1 %", "2 %", "5 %", "talked over",
  ]

  private static func cells(_ row: Judgement) -> [String] {
    let kept = row.keptAt.map { $0.map(share) } ?? ["–", "–", "–"]
    return [
      row.judge, row.words.map { "\($0)" } ?? "all", share(row.precision), share(row.recall),
      share(row.f1), share(row.area),
    ] + kept + [share(row.talkedOver)]
  }

  private static let replayHead = [
    "machine with", "P", "R", "F1", "talked over", "resumed", "yielded late", "unnoticed",
    "paused ms", "decided ms", "yielded ms", "resumed ms", "pause ms",
  ]

  private static func cells(_ row: Replay) -> [String] {
    [
      row.judge, share(row.precision), share(row.recall), share(row.f1), share(row.talkedOver),
      share(row.resumed), share(row.yieldedLate), share(row.unnoticed), pair(row.pausedAfter),
      pair(row.decidedAfter), pair(row.yieldedAfter), pair(row.resumedAfter), pair(row.pause),
    ]
  }

  private static func share(_ value: Double) -> String {
    value.isFinite ? String(format: "%.3f", value) : "–"
  }

  /// Median and p95.
  private static func pair(_ values: [Double]) -> String {
    values.map { $0.isFinite ? String(format: "%.0f", $0) : "–" }.joined(separator: "/")
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> String {
    let lines = [head] + rows
    let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }.joined(separator: "\n")
  }
}

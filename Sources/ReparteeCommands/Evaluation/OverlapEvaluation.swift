public import ReparteeTurn

/// Judges real speech over speech: the words that people said while another spoke, timed by hand.
///
/// Only meetings that the classifier was not trained on are looked at.
public struct OverlapEvaluation: Sendable {
  private let path: String
  private let settings: TurnSettings

  /// - Parameters:
  ///   - segments: path of a gzip file of JSON lines with the fields conv, text, q, ov, lab and wt.
  ///   - settings: of the turn machines that the segments are replayed to.
  public init(segments: String, settings: TurnSettings = TurnSettings()) {
    path = segments
    self.settings = settings
  }

  public func run() throws -> OverlapReport {
    let rows = try OverlapSegment.read(path).filter { $0.overlaps && $0.isHeldOut }
    guard !rows.isEmpty else {
      throw CommandError("\(path): has no overlap in a held-out meeting; give the segments file")
    }
    let judges: [OverlapJudge] = [.list, .listAndQuestion, .classifier]
    let judgements = [nil, 1, 2, 3].flatMap { words in
      judges.map { Self.judgement($0, rows, words: words) }
    }
    return OverlapReport(
      meetings: Set(rows.map(\.meeting)).count, segments: rows.count,
      backchannels: rows.count(where: \.isBackchannel), judgements: judgements,
      gain: OverlapBootstrap(rows).gain(of: .classifier, over: .listAndQuestion),
      replays: OverlapReplay.machines(settings).map { $0.replay(rows) })
  }

  private static func judgement(
    _ judge: OverlapJudge, _ rows: [OverlapSegment], words: Int?
  ) -> OverlapReport.Judgement {
    let scores = OverlapScores(
      scores: rows.map { judge.score($0, words: words) }, labels: rows.map(\.isBackchannel))
    let counts = scores.counts()
    return OverlapReport.Judgement(
      judge: judge.rawValue, words: words, precision: counts.precision, recall: counts.recall,
      f1: counts.f1, area: scores.area,
      keptAt: judge == .classifier ? [0.01, 0.02, 0.05].map { scores.kept(talkedOver: $0) } : nil,
      talkedOver: counts.talkedOver)
  }
}

/// Who says from words alone whether they are a backchannel.
enum OverlapJudge: String {
  case list = "word list"
  case listAndQuestion = "list, question rule"
  case classifier

  /// 0…1 for a segment of which so many first words are known; nil: all, and that it has ended.
  func score(_ row: OverlapSegment, words: Int?) -> Float {
    let text = words.map { row.text.split(separator: " ").prefix($0).joined(separator: " ") }
    let known = text ?? row.text
    switch self {
    case .list: return Backchannel.matches(known) ? 1 : 0
    case .listAndQuestion:
      return Backchannel.matches(known, afterQuestion: row.afterQuestion) ? 1 : 0
    case .classifier:
      return OverlapClassifier.builtIn.backchannel(
        SpokenWords(known), isWhole: words == nil, afterQuestion: row.afterQuestion)
    }
  }
}

internal import Foundation

/// What came of an evaluation: to print, or as JSON.
public struct FactsReport: Sendable, Codable {
  public var model: String
  public var answers: [FactsEvaluation.Answer]

  public init(model: String, answers: [FactsEvaluation.Answer]) {
    self.model = model
    self.answers = answers
  }

  /// How many answers of a kind have a verdict.
  public func count(
    _ type: FactsEvaluation.Question.Kind, _ verdict: FactsEvaluation.Verdict
  ) -> Int {
    answers.count { $0.type == type && $0.verdict == verdict }
  }

  /// Absent facts that were not made up: the question's own pattern for that, or a plain refusal.
  public var absentRefused: Int { count(.absent, .right) + count(.absent, .refused) }

  /// Answers in which a number nobody had told is spoken.
  public var invented: Int { answers.count { !$0.invented.isEmpty } }

  /// Answers in which the model had written one.
  public var inventedWritten: Int { answers.count { !$0.inventedWritten.isEmpty } }

  /// A table for people.
  public var text: String {
    var lines = ["\(model): \(answers.count) questions"]
    let facts = answers.count { $0.type == .fact }
    let absent = answers.count { $0.type == .absent }
    lines.append(
      "  facts   \(count(.fact, .right)) of \(facts) right, \(count(.fact, .refused)) refused, "
        + "\(count(.fact, .wrong)) wrong")
    lines.append(
      "  absent  \(absentRefused) of \(absent) refused, \(absent - absentRefused) answered")
    let others = answers.filter { $0.type == .chat || $0.type == .oos }
    lines.append("  other   \(others.count { $0.verdict == .right }) of \(others.count) right")
    lines.append("  numbers \(invented) invented (\(inventedWritten) before the guard)")
    return lines.joined(separator: "\n")
  }

  /// The counts and all answers as one JSON object.
  public var json: String {
    struct Whole: Encodable {
      var right: Int
      var refused: Int
      var wrong: Int
      var absentRefused: Int
      var absent: Int
      var invented: Int
      var inventedBeforeGuard: Int
      var report: FactsReport
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let whole = Whole(
      right: count(.fact, .right), refused: count(.fact, .refused), wrong: count(.fact, .wrong),
      absentRefused: absentRefused, absent: answers.count { $0.type == .absent },
      invented: invented, inventedBeforeGuard: inventedWritten, report: self)
    guard let data = try? encoder.encode(whole) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }
}

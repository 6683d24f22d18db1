internal import Repartee

/// How an answer to one question is judged.
struct FactsPatterns {
  /// What a refusal sounds like. A plain list: better a refusal taken for wrong than the other way round.
  private static let refusal =
    "do(n'?t| not) (have|know|see)|not sure|no information|no details|not able to|afraid|can'?t answer|"
    + "take a message|put you through|transfer|connect you|call you back|can only help|colleague|let me check"

  private let must: [Regex<AnyRegexOutput>]
  private let mustNot: [Regex<AnyRegexOutput>]
  private let refuses: Regex<AnyRegexOutput>

  /// - Throws: `.invalid` when a pattern is no regular expression.
  init(_ question: FactsEvaluation.Question) throws(ModelError) {
    do {
      must = try question.must.map(Self.regex)
      mustNot = try question.mustnot.map(Self.regex)
      refuses = try Self.regex(Self.refusal)
    } catch {
      throw ModelError(
        .invalid, "question \(question.id) has a pattern that cannot be read: correct it",
        cause: error)
    }
  }

  func verdict(_ answer: String) -> FactsEvaluation.Verdict {
    let answer = answer.replacing("\u{2019}", with: "'")
    let has = { (pattern: Regex<AnyRegexOutput>) in answer.firstMatch(of: pattern) != nil }
    if must.allSatisfy(has), !mustNot.contains(where: has) { return .right }
    return has(refuses) ? .refused : .wrong
  }

  /// Any case; a mark for it inside a pattern is superfluous.
  private static func regex(_ pattern: String) throws -> Regex<AnyRegexOutput> {
    try Regex(pattern.replacing("(?i)", with: "")).ignoresCase().wordBoundaryKind(.simple)
  }

  /// The numbers of a text that are in neither the instructions nor the conversation.
  ///
  /// Simpler than the number guard, so as not to be blind where the guard is: groups of digits, and number words above
  /// two, compared one by one.
  static func invented(_ text: String, _ question: FactsEvaluation.Question) -> [String] {
    let told = ([question.system] + question.turns).joined(separator: " ")
    let groups = groups(in: told)
    let joined = groups.joined()
    return Self.groups(in: text).filter { group in
      !groups.contains(group) && !groups.contains(String((Int(group) ?? 0) &+ 12))
        && !["911", "112", "999"].contains(group)
        && !(group.count > 4 && joined.contains(group))
    }
  }

  private static func groups(in text: String) -> [String] {
    NumberLexer.tokens(of: text).compactMap { token in
      if token.kind == .digits { return token.text }
      let value =
        NumberVocabulary.units[token.text] ?? NumberVocabulary.teens[token.text]
        ?? NumberVocabulary.tens[token.text]
      return value.flatMap { $0 > 2 ? String($0) : nil }
    }
  }
}

/// What the agent's last heard words asked for, as far as it changes how long an answer may pause.
public enum Expectation: String, Sendable, CaseIterable {
  /// Nothing special: any answer will do.
  case open
  /// Yes or no.
  case yesNo = "yes_no"
  /// A long number, given in groups: a telephone or account number, a date of birth, a code.
  case number
  /// How many, how much, what time: one figure.
  case amount
  /// Letter by letter: a name spelled, an e-mail address.
  case spelling
  /// One of the things the agent named.
  case choice
}

extension Expectation {
  /// Judges by the last sentence that asks; a remark after a question ("Take your time.") does not hide it.
  /// - Parameter agentText: what was heard of the agent's last reply, in English.
  public init(agentText: String) {
    let sentences = AgentSentence.lastTwo(of: agentText)
    self = sentences.lazy.map(\.expectation).first { $0 != .open } ?? .open
  }
}

/// One sentence of the agent: its words, and whether it ends as a question.
struct AgentSentence {
  let words: [String]
  let isQuestion: Bool

  /// The last sentence, and the one before it if that one is a question; newest first.
  static func lastTwo(of text: String) -> [AgentSentence] {
    var sentences: [AgentSentence] = []
    var words: [String] = []
    for token in SaidWords(text).tokens.suffix(60) {
      words.append(token.word)
      guard token.endsSentence else { continue }
      sentences.append(AgentSentence(words: words, isQuestion: token.mark == "?"))
      words = []
    }
    if !words.isEmpty { sentences.append(AgentSentence(words: words, isQuestion: false)) }
    guard let last = sentences.popLast() else { return [] }
    guard let before = sentences.last, before.isQuestion else { return [last] }
    return [last, before]
  }

  var expectation: Expectation {
    let body = Array(words.drop(while: Self.openers.contains))
    let asks = isQuestion || isRequest(body)
    guard asks, let first = body.first else { return .open }
    let confirms = Self.confirmers.contains(first)
    if !confirms, !offers(body), body.contains(where: Self.spellingCues.contains) {
      return .spelling
    }
    if !confirms, asksForAmount(body) { return .amount }
    if !confirms, !offers(body), body.contains(where: Self.numberCues.contains) { return .number }
    if body.contains("or"), !endsOpenly(body) { return .choice }
    guard isQuestion, !isRequest(body), !Self.openQuestions.contains(first) else { return .open }
    return .yesNo
  }

  /// "Would you like me to …": the thing that is named is offered, not asked for.
  private func offers(_ body: [String]) -> Bool {
    body.starts(with: ["would", "you", "like"]) || body.starts(with: ["do", "you", "want"])
      || body.starts(with: ["shall", "i"]) || body.starts(with: ["should", "i"])
  }

  private func asksForAmount(_ body: [String]) -> Bool {
    zip(body, body.dropFirst()).contains { first, second in
      first == "how" && ["many", "much", "old", "long", "far", "often"].contains(second)
        || first == "what" && ["time", "amount", "age", "year"].contains(second)
        || first == "which" && ["year", "floor"].contains(second)
    }
  }

  /// "Please give me …", "may I have …", "I need …": a request, whatever its mark.
  private func isRequest(_ body: [String]) -> Bool {
    let start = body.prefix(7)
    if body.first == "please" || body.last == "please" { return true }
    if start.contains(where: Self.requestVerbs.contains), start.contains(where: Self.you.contains) {
      return true
    }
    let pairs = zip(start, start.dropFirst())
    return pairs.contains {
      $0 == "i" && ["have", "get", "take", "need", "ask", "know"].contains($1)
    }
      || ["spell", "say", "tell", "give", "enter", "read", "provide"].contains(body.first ?? "")
  }

  /// "…, or something else?" and "… or not?" leave the choice open.
  private func endsOpenly(_ body: [String]) -> Bool {
    guard let place = body.lastIndex(of: "or") else { return false }
    let rest = body[(place + 1)...]
    return rest.isEmpty || rest.first == "not" || rest.first == "anything" || rest.first == "so"
      || rest.last == "else" || rest.contains("all") && rest.contains("that")
  }
}

extension AgentSentence {
  private static let openers: Set<String> = [
    "and", "so", "okay", "ok", "great", "alright", "right", "well", "now", "then", "thanks",
    "thank", "perfect", "sure", "sorry", "got", "it", "but", "good", "no", "problem", "lovely",
  ]
  /// A question that begins so wants a yes, even where it names a number.
  private static let confirmers: Set<String> = [
    "is", "isn't", "are", "was", "were", "did", "does", "that's", "has",
  ]
  private static let openQuestions: Set<String> = [
    "what", "what's", "who", "who's", "whose", "where", "where's", "when", "when's", "why", "how",
    "how's", "which",
  ]
  private static let requestVerbs: Set<String> = [
    "give", "tell", "spell", "say", "repeat", "read", "provide", "describe", "explain", "enter",
  ]
  private static let you: Set<String> = ["you", "me", "us", "your", "please"]
  private static let spellingCues: Set<String> = [
    "spell", "spelled", "spelling", "spelt", "email", "e-mail", "letter", "letters",
  ]
  private static let numberCues: Set<String> = [
    "number", "numbers", "digit", "digits", "birth", "birthday", "zip", "postcode", "postal", "pin",
    "code", "passcode", "iban",
  ]
}

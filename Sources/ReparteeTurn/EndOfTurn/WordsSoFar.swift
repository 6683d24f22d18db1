/// What the caller's words so far say about whether more will come.
public enum WordsSoFar: String, Sendable, CaseIterable {
  /// There are no words yet.
  case unknown
  /// They may be all or not.
  case plain
  /// They end in a word that needs another: "I'd like to", "and".
  case dangling
  /// They end in a sound that keeps the floor: "um", "let me see".
  case filler
  /// A number was begun and has too few digits.
  case inNumber = "in_number"
  /// A spelling or an e-mail address was begun and has no end.
  case inSpelling = "in_spelling"
  /// They are a whole short answer to what was asked.
  case answer
  /// They are a whole: a question, a number of a usual length, a farewell.
  case complete
}

extension WordsSoFar {
  /// Judges English words, from a final or a partial transcript, with or without punctuation.
  /// - Parameters:
  ///   - text: what the caller said in the open turn.
  ///   - expecting: what the agent had asked for.
  public init(_ text: String, expecting: Expectation) {
    let tokens = SaidWords(text).tokens
    guard let last = tokens.last else {
      self = .unknown
      return
    }
    let said = Said(words: tokens.map(\.word), last: last)
    self =
      said.spelling(expecting) ?? said.number(expecting) ?? said.answer(expecting) ?? said.tail
  }
}

/// The rules, each nil where it has nothing to say.
struct Said {
  let words: [String]
  let last: SaidWords.Token

  func spelling(_ expecting: Expectation) -> WordsSoFar? {
    let letters = SaidLetters(words)
    let isAsked = expecting == .spelling
    if letters.endsAddress { return .complete }
    if letters.spellsSaidWord { return .complete }
    if letters.run.count > (isAsked ? 0 : 2), letters.run != ["i"], letters.run != ["a"] {
      return .inSpelling
    }
    guard isAsked else { return nil }
    if SaidLetters.needsMore(last.word) { return .inSpelling }
    return letters.hasAt && !last.endsSentence ? .inSpelling : nil
  }

  func number(_ expecting: Expectation) -> WordsSoFar? {
    if expecting == .number, let date = date() { return date }
    let digits = SaidDigits(endOf: words)
    let isAsked = expecting == .number
    guard digits.count > 0 else { return isAsked && digits.isOpen ? .inNumber : cueAlone }
    let isCued = words.dropLast(digits.words).suffix(4).contains(where: Self.numberCues.contains)
    // Digits one by one are a number that is read out, whatever was asked.
    let isRead = digits.words >= 3 && digits.count <= digits.words + 1
    guard isAsked || isCued || isRead || digits.isOpen else { return nil }
    if digits.isOpen { return .inNumber }
    return digits.count == 7 || digits.count >= 10 ? .complete : .inNumber
  }

  /// "March the fifth" has no year yet; "March 5th, 1980" has.
  private func date() -> WordsSoFar? {
    guard let month = words.lastIndex(where: Self.months.contains) else { return nil }
    let figures = words[month...].filter(SaidDigits.isFigure)
    let year = figures.suffix(2).map { SaidDigits.digits(of: $0) ?? 0 }
    let hasYear = figures.last.map { $0.count == 4 && SaidDigits.digits(of: $0) == 4 } ?? false
    let isSpoken = figures.count >= 3 && year.reduce(0, +) >= 3
    return hasYear || isSpoken ? .complete : .inNumber
  }

  /// "It's area code", "the number is".
  private var cueAlone: WordsSoFar? {
    let end = words.suffix(2)
    return end == ["area", "code"] || end == ["number", "is"] || end == ["code", "is"]
      ? .inNumber : nil
  }

  func answer(_ expecting: Expectation) -> WordsSoFar? {
    guard words.count <= 5, last.mark != ",", last.mark != "…" else { return nil }
    switch expecting {
    case .yesNo: return isYesOrNo ? .answer : nil
    case .choice: return words.count <= 4 && tail == .plain ? .answer : nil
    case .amount:
      return words.contains(where: SaidDigits.isFigure) && tail == .plain ? .answer : nil
    case .open, .number, .spelling: return nil
    }
  }

  private var isYesOrNo: Bool {
    if Self.wholeAnswers.contains(words.joined(separator: " ")) { return true }
    guard let first = words.first, Self.yesOrNo.contains(first) else { return false }
    let rest = words.dropFirst()
    return rest.allSatisfy { Self.afterYes.contains($0) || Self.yesOrNo.contains($0) }
      && !Self.afterYesOpen.contains(last.word)
  }

  /// What the last words alone say.
  var tail: WordsSoFar {
    if last.mark == "?" { return .complete }
    let two = words.suffix(2).joined(separator: " ")
    if Self.endsWhole.contains(two) || endsInThing { return .plain }
    if Self.fillers.contains(last.word) || Self.fillerPairs.contains(two) { return .filler }
    if last.mark == "…" || last.mark == "," || last.mark == "-" { return .dangling }
    if Self.dangling.contains(last.word) {
      return endsInShortReply || closesClause ? .plain : .dangling
    }
    if Self.farewells.contains(last.word) { return .complete }
    return .plain
  }

  /// "About that", "like this".
  private var endsInThing: Bool {
    guard last.word == "that" || last.word == "this" else { return false }
    return words.dropLast().last.map(Self.prepositions.contains) ?? false
  }

  /// "Tell me what the answer is", "I forgot where it was": a verb that closes what a question word opened.
  private var closesClause: Bool {
    guard Self.being.contains(last.word), words.count >= 4 else { return false }
    let isPronoun = Self.subjects.contains(words[words.count - 2])
    return words.dropLast(isPronoun ? 2 : 3).dropFirst().contains(
      where: Self.questionWords.contains)
  }

  private static let being: Set<String> = ["is", "are", "was", "were", "am"]
  private static let questionWords: Set<String> = [
    "what", "where", "who", "how", "when", "which", "why", "whose",
  ]

  /// "Yes I do", "no she isn't", "I think it is": an auxiliary that stands for what was said before.
  private var endsInShortReply: Bool {
    guard Self.auxiliaries.contains(last.word), words.count <= 5 else { return false }
    return words.dropLast().last.map(Self.subjects.contains) ?? false
      && words.first.map { Self.yesOrNo.contains($0) || words.count == 2 } ?? false
  }
}

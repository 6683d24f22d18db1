/// Walks through text and finds where it may be cut.
struct BoundaryScan {
  enum Kind { case sentence, clause, space }

  struct Mark {
    var kind: Kind
    /// Just after the boundary and the closing quotes and brackets that belong to it.
    var end: String.Index
    /// Whole words before it.
    var words: Int
  }

  static let closers: Set<Character> = ["\"", "'", ")", "]", "»", "”", "’"]
  private static let wideStops: Set<Character> = ["。", "！", "？", "｡"]
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "e.g", "i.e", "no", "inc",
    "ltd", "co", "dept", "approx", "apt", "ave", "blvd", "rd", "mt", "ft", "lt", "gen", "col",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "a.m",
    "p.m",
  ]

  private let text: String
  private var index: String.Index
  private var wordStart: String.Index?
  private var words = 0

  init(text: String) {
    self.text = text
    index = text.startIndex
  }

  /// The next place where a cut is certain to be right.
  mutating func next() -> Mark? {
    while index < text.endIndex {
      let here = index
      let character = text[here]
      index = text.index(after: here)
      if character.isWhitespace {
        if character.isNewline, words > 0 || wordStart != nil {
          return Mark(kind: .sentence, end: index, words: words)
        }
        guard wordStart != nil else { continue }
        wordStart = nil
        words += 1
        return Mark(kind: .space, end: index, words: words)
      }
      if let mark = stop(character, at: here) { return mark }
      if wordStart == nil { wordStart = here }
    }
    return nil
  }

  private func stop(_ character: Character, at here: String.Index) -> Mark? {
    let soFar = words + (wordStart == nil ? 0 : 1)
    if Self.wideStops.contains(character) {
      return Mark(kind: .sentence, end: afterClosers(index), words: soFar)
    }
    switch character {
    case "!", "?", "…": return Mark(kind: .sentence, end: afterClosers(index), words: soFar)
    case ".": return fullStop(at: here, words: soFar)
    case ",", ";", ":", "—", "、", "，":
      // "1,000" and "9:30" are one word; at the end of what came so far it is not yet known.
      guard let following = following(index) else {
        return isDigit(before: here) ? nil : Mark(kind: .clause, end: index, words: soFar)
      }
      return following.isNumber && isDigit(before: here)
        ? nil : Mark(kind: .clause, end: index, words: soFar)
    default: return nil
    }
  }

  private func fullStop(at here: String.Index, words soFar: Int) -> Mark? {
    let end = afterClosers(index)
    let next = following(end)
    if let next, !next.isWhitespace { return nil }
    let word = wordStart.map { text[$0..<here].lowercased() } ?? ""
    if end == index {
      if Self.abbreviations.contains(word) { return nil }
      // An initial ("J. Smith"), or a part of "U.S.".
      if word.count == 1, word != "i", word.allSatisfy(\.isLetter) { return nil }
      if next == nil, isDigit(before: here) || word.isEmpty { return nil }
    }
    return Mark(kind: .sentence, end: end, words: soFar)
  }

  private func afterClosers(_ start: String.Index) -> String.Index {
    var end = start
    while end < text.endIndex, Self.closers.contains(text[end]) || text[end] == "." {
      end = text.index(after: end)
    }
    return end
  }

  private func following(_ place: String.Index) -> Character? {
    place < text.endIndex ? text[place] : nil
  }

  private func isDigit(before place: String.Index) -> Bool {
    place > text.startIndex && text[text.index(before: place)].isNumber
  }
}

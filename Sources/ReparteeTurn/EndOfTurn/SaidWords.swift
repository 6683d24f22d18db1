/// A text cut into words as they are spoken: lower case, with the punctuation set apart.
struct SaidWords {
  struct Token: Equatable {
    /// Letters, digits and what holds a word together: `i'd`, `e-mail`, `sam@x.org`, `$42`, `2:30`.
    var word: String
    /// The last punctuation mark after it, if there is one; "…" also for "...".
    var mark: Character?

    var endsSentence: Bool { mark == "." || mark == "?" || mark == "!" }
  }

  let tokens: [Token]

  /// Only the last words matter to any judgement here: a long text costs no more than a short one.
  init(_ text: String) {
    tokens = text.suffix(600).lowercased().split(whereSeparator: \.isWhitespace)
      .flatMap { Self.pieces(of: $0) }
  }

  var words: [String] { tokens.map(\.word) }

  /// Hyphens and commas part digits ("555-1234", "5,5,5") and letters ("s-m-i-t-h"), not the halves of a word ("e-mail", "uh-huh").
  private static func pieces(of chunk: Substring) -> [Token] {
    let mark = trailingMark(of: chunk)
    let core = trimmed(chunk)
    guard !core.isEmpty else { return [] }
    let parts = core.split(whereSeparator: { "-–—,".contains($0) })
    let isGroup = parts.count > 1 && parts.allSatisfy { $0.allSatisfy(\.isNumber) || $0.count == 1 }
    let isAcronym = core.count > 3 && core.contains(".") && dotted(core)
    let words: [Substring] =
      isGroup ? parts : isAcronym ? core.split(separator: ".") : [core]
    var tokens = words.map { Token(word: plain($0), mark: nil) }
    tokens[tokens.count - 1].mark = mark
    return tokens
  }

  /// "j.o.h.n": every other character is a dot.
  private static func dotted(_ core: Substring) -> Bool {
    core.split(separator: ".").allSatisfy { $0.count == 1 && $0.allSatisfy(\.isLetter) }
  }

  private static func plain(_ word: Substring) -> String {
    String(word.map { $0 == "’" ? "'" : $0 })
  }

  private static func isInner(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  private static func trimmed(_ chunk: Substring) -> Substring {
    guard let first = chunk.firstIndex(where: { isInner($0) || $0 == "$" || $0 == "@" }),
      let last = chunk.lastIndex(where: { isInner($0) || $0 == "%" || $0 == "@" }), first <= last
    else { return "" }
    return chunk[first...last]
  }

  private static func trailingMark(of chunk: Substring) -> Character? {
    if chunk.hasSuffix("...") || chunk.hasSuffix("…") { return "…" }
    guard let last = chunk.last(where: { !"\"'”’)]".contains($0) }) else { return nil }
    if isInner(last) || last == "%" || last == "@" { return nil }
    return last
  }
}

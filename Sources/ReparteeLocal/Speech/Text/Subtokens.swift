/// Cuts a token where its spelling changes: letters, digits, capitals inside a word, hyphens.
enum Subtokens {
  static func split(_ token: Token) -> [Token] {
    let scalars = Array(token.text.unicodeScalars)
    if token.fixed != nil || scalars.count < 2 || scalars.allSatisfy(\.isSmall) { return [token] }
    var parts: [Token] = []
    var at = 0
    while at < scalars.count {
      let length = length(scalars, at)
      // An apostrophe alone in the middle belongs to nothing.
      if length > 0 {
        var part = token
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[at..<at + length])
        part.text = String(view)
        if token.range.count == scalars.count {
          part.range = token.range.lowerBound + at..<token.range.lowerBound + at + length
        }
        part.spaceAfter = false
        parts.append(part)
      }
      at += max(length, 1)
    }
    guard !parts.isEmpty else { return [token] }
    parts[parts.count - 1].spaceAfter = token.spaceAfter
    return parts
  }

  private static func length(_ text: [Unicode.Scalar], _ at: Int) -> Int {
    let first = text[at]
    let next = at + 1 < text.count ? text[at + 1] : nil
    if first == "'" { return apostrophes(text, at) }
    if first.isCapital, next?.isCapital == true, at + 2 < text.count, text[at + 2].isSmall {
      return 1
    }
    if first == "-", at == 0, case let digits = number(text, 1), digits > 0 { return 1 + digits }
    if case let digits = number(text, at), digits > 0 { return digits }
    if first == "-" || first == "_" { return run(text, at) { $0 == "-" || $0 == "_" } }
    return first.isLetter ? letters(text, at) : 1
  }

  private static func run(
    _ text: [Unicode.Scalar], _ at: Int, while belongs: (Unicode.Scalar) -> Bool
  ) -> Int {
    var end = at
    while end < text.count, belongs(text[end]) { end += 1 }
    return end - at
  }

  private static func apostrophes(_ text: [Unicode.Scalar], _ at: Int) -> Int {
    let length = run(text, at) { $0 == "'" }
    return at == 0 || length > 1 || at + length == text.count ? length : 0
  }

  /// Digits with single commas and points between or before them.
  private static func number(_ text: [Unicode.Scalar], _ at: Int) -> Int {
    var end = at
    while end < text.count {
      if text[end].isDigit {
        end += 1
      } else if text[end] == "," || text[end] == ".", end + 1 < text.count, text[end + 1].isDigit {
        end += 2
      } else {
        break
      }
    }
    return end - at
  }

  /// Letters with single letters after apostrophes, up to a capital inside the word.
  private static func letters(_ text: [Unicode.Scalar], _ at: Int) -> Int {
    var end = at
    while end < text.count, text[end].isLetter {
      if text[end].isSmall, end + 1 < text.count, text[end + 1].isCapital { return end + 1 - at }
      end += 1
    }
    while end + 1 < text.count, text[end] == "'", text[end + 1].isLetter { end += 2 }
    return end - at
  }
}

/// A piece of text as a number guard sees it.
struct NumberToken: Equatable {
  enum Kind: Equatable { case digits, word }
  var kind: Kind
  /// Lower case; digits are ASCII.
  var text: String
  /// What stands between it and the token before, without letters and digits.
  var gap: String
}

/// Cuts text into digit groups and words.
struct NumberLexer {
  /// More than any clause or prompt has; what is behind it is not looked at.
  static let most = 50_000

  /// Tokens in order. "9am" is two, "1,200" one, "9:30" two with `:` between, "3.50" two with `.` between.
  static func tokens(of text: String) -> [NumberToken] {
    var tokens: [NumberToken] = []
    var gap = ""
    var current: NumberToken?
    for character in text {
      if tokens.count >= most { break }
      let digit = character.wholeNumberValue.flatMap { (0...9).contains($0) ? "\($0)" : nil }
      let isPart = digit != nil || character.isLetter || isApostrophe(character)
      let kind: NumberToken.Kind = digit == nil ? .word : .digits
      if let open = current, !isPart || open.kind != kind {
        tokens.append(open)
        current = nil
      }
      guard isPart else {
        gap.append(character)
        continue
      }
      if current == nil {
        current = NumberToken(kind: kind, text: "", gap: gap)
        gap = ""
      }
      current?.text += digit ?? (isApostrophe(character) ? "'" : character.lowercased())
    }
    if let current { tokens.append(current) }
    return joiningThousands(tokens)
  }

  private static func isApostrophe(_ character: Character) -> Bool {
    character == "'" || character == "\u{2019}"
  }

  /// "1,200" is one number.
  private static func joiningThousands(_ tokens: [NumberToken]) -> [NumberToken] {
    var joined: [NumberToken] = []
    for token in tokens {
      if let last = joined.last, last.kind == .digits, token.kind == .digits, token.gap == ",",
        token.text.count == 3, last.text.count % 3 != 0 || last.text.count <= 3,
        !last.text.hasPrefix("0")
      {
        joined[joined.count - 1].text += token.text
      } else {
        joined.append(token)
      }
    }
    return joined
  }
}

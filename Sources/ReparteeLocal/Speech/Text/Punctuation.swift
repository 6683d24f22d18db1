/// How signs are said, which is as pauses.
enum Punctuation {
  /// - Returns: nil for a token that is a word; empty for a sign that is not said.
  static func phonemes(_ text: String, tag: String) -> Phonemes? {
    if tag == ":", text == "-" || text == "–" { return "—" }
    guard isPunctuation(tag), !text.unicodeScalars.contains(where: isSmallASCII) else { return nil }
    switch tag {
    case "-LRB-": return "("
    case "-RRB-": return ")"
    case "``": return "“"
    case "''": return "”"
    default: return Phonemes(text.unicodeScalars.filter(Sound.isPunctuation))
    }
  }

  private static func isPunctuation(_ tag: String) -> Bool {
    switch tag {
    case ".", ",", "-LRB-", "-RRB-", "``", "''", ":", "$", "#", "NFP": true
    default: false
    }
  }

  private static func isSmallASCII(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && scalar.isSmall
  }

  /// Signs inside a word that leave no sound.
  static func isSilent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", ",", "-", ".", "_", "/": true
    default: false
    }
  }
}

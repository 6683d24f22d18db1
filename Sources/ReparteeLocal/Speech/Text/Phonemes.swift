/// A stretch of the voice's symbols: sounds, stress marks and punctuation.
struct Phonemes: Sendable, Equatable, ExpressibleByStringLiteral {
  var symbols: [Unicode.Scalar]

  init(_ symbols: [Unicode.Scalar] = []) { self.symbols = symbols }
  init(_ text: String) { symbols = Array(text.unicodeScalars) }
  init(stringLiteral text: String) { self.init(text) }

  var isEmpty: Bool { symbols.isEmpty }

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: symbols)
    return String(view)
  }

  static func + (left: Phonemes, right: Phonemes) -> Phonemes {
    Phonemes(left.symbols + right.symbols)
  }

  static func += (left: inout Phonemes, right: Phonemes) {
    left.symbols.append(contentsOf: right.symbols)
  }
}

/// Which symbol is what kind of sound.
enum Sound {
  static let primary: Unicode.Scalar = "ˈ"
  static let secondary: Unicode.Scalar = "ˌ"

  static func isVowel(_ symbol: Unicode.Scalar) -> Bool {
    switch symbol {
    case "A", "I", "O", "Q", "W", "Y", "a", "i", "u", "æ", "ɑ", "ɒ", "ɔ", "ə", "ɛ", "ɜ", "ɪ", "ʊ",
      "ʌ", "ᵻ":
      true
    default: false
    }
  }

  static func isConsonant(_ symbol: Unicode.Scalar) -> Bool {
    switch symbol {
    case "b", "d", "f", "h", "j", "k", "l", "m", "n", "p", "s", "t", "v", "w", "z", "ð", "ŋ", "ɡ",
      "ɹ", "ɾ", "ʃ", "ʒ", "ʤ", "ʧ", "θ":
      true
    default: false
    }
  }

  /// Symbols that the voice reads as a pause or a tone, quotation marks aside.
  static func isPause(_ symbol: Unicode.Scalar) -> Bool {
    switch symbol {
    case ";", ":", ",", ".", "!", "?", "—", "…": true
    default: false
    }
  }

  static func isPunctuation(_ symbol: Unicode.Scalar) -> Bool {
    isPause(symbol) || symbol == "\"" || symbol == "“" || symbol == "”"
  }

  /// Two sounds in one symbol.
  static func isDouble(_ symbol: Unicode.Scalar) -> Bool {
    switch symbol {
    case "A", "I", "O", "Q", "W", "Y", "ʤ", "ʧ": true
    default: false
    }
  }

  /// Vowels after which American English flaps a t.
  static func flapsAfter(_ symbol: Unicode.Scalar) -> Bool {
    switch symbol {
    case "A", "I", "O", "W", "Y", "i", "u", "æ", "ɑ", "ə", "ɛ", "ɪ", "ɹ", "ʊ", "ʌ": true
    default: false
    }
  }
}

/// Brings two ways to write the same words together, before they are compared.
///
/// The same for every engine, and about writing only: no word is forgiven that sounds different.
public enum TranscriptNormalizer {
  /// Lower case, no punctuation, numbers as words, contractions in full, compounds in one word.
  public static func words(of text: String) -> [String] {
    var words: [String] = []
    for token in tokens(of: text) { words += spelled(token) }
    return joined(words.flatMap { contractions[$0] ?? [$0] })
  }

  /// Runs of letters and apostrophes, and runs of digits; "*" and "#" by their names.
  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var current = ""
    func isWord(_ character: Character) -> Bool { character.isLetter || character == "'" }
    for character in text.lowercased().replacing("p.m.", with: "pm").replacing("a.m.", with: "am") {
      let character: Character = character == "’" ? "'" : character
      let goesOn =
        current.last.map { last in
          (isWord(last) && isWord(character)) || (last.isWholeNumber && character.isWholeNumber)
        } ?? (isWord(character) || character.isWholeNumber)
      if !goesOn {
        tokens.append(current)
        current = ""
      }
      if isWord(character) || character.isWholeNumber { current.append(character) }
      if let name = signs[character] { tokens.append(name) }
    }
    tokens.append(current)
    return tokens.filter { $0.contains { $0 != "'" } }
  }

  private static func spelled(_ token: String) -> [String] {
    guard let first = token.first, first.isWholeNumber else {
      return [token.first == "'" || token.last == "'" ? token.filter { $0 != "'" } : token]
    }
    // Longer numbers are read out digit by digit.
    guard token.count <= 3, first != "0" || token.count == 1, let number = Int(token) else {
      return token.compactMap(\.wholeNumberValue).flatMap(spelled)
    }
    return spelled(number)
  }

  private static func spelled(_ number: Int) -> [String] {
    switch number {
    case 0..<20: [small[number]]
    case 20..<100:
      [tens[number / 10 - 2]] + (number % 10 == 0 ? [] : [small[number % 10]])
    default:
      [small[number / 100 % 10], "hundred"] + (number % 100 == 0 ? [] : spelled(number % 100))
    }
  }

  /// Two words that are also written as one become one.
  private static func joined(_ words: [String]) -> [String] {
    var result: [String] = []
    for word in words {
      let word = variants[word] ?? word
      if let last = result.last, compounds.contains(last + word) {
        result[result.count - 1] = last + word
      } else {
        result.append(word)
      }
    }
    return result
  }

  private static let signs: [Character: String] = ["*": "star", "#": "pound", "%": "percent"]
  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ]
  private static let tens = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  private static let variants = ["mister": "mr", "thru": "through", "ok": "okay"]
  private static let compounds: Set<String> = [
    "voicemail", "login", "mailbox", "touchtone", "reenter", "rerecord", "pm", "am", "unmute",
    "unmuted", "filename", "keypad", "coldhearted", "illdisposed", "nonadministrator",
  ]
  private static let contractions: [String: [String]] = {
    var table: [String: [String]] = [
      "can't": ["can", "not"], "cannot": ["can", "not"], "won't": ["will", "not"],
      "let's": ["let", "us"],
    ]
    for word in ["do", "does", "did", "is", "are", "was", "were", "have", "has", "could", "would"] {
      table[word + "n't"] = [word, "not"]
    }
    for word in ["i", "you", "he", "she", "it", "we", "they", "that", "there", "what", "who"] {
      table[word + "'ll"] = [word, "will"]
      table[word + "'ve"] = [word, "have"]
      table[word + "'re"] = [word, "are"]
    }
    for word in ["he", "she", "it", "that", "there", "what", "who", "here", "where"] {
      table[word + "'s"] = [word, "is"]
    }
    table["i'm"] = ["i", "am"]
    return table
  }()
}

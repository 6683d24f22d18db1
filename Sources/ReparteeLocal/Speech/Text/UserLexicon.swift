/// The user's own readings, which win over every other: brand names, people, places.
struct UserLexicon: Sendable, Equatable {
  /// Keys in lower case.
  private var readings: [String: String] = [:]
  /// How many words the longest key has.
  private var longest = 1

  init() {}

  /// - Parameter readings: from a word, in any case, to its phonemes in the model's symbols.
  init(_ readings: [String: String]) {
    for (word, phonemes) in readings {
      let key = word.lowercased()
      self.readings[key] = phonemes
      longest = max(longest, min(6, key.split(separator: " ").count))
    }
  }

  var isEmpty: Bool { readings.isEmpty }

  /// The phonemes for a word as it stands in the text, or nil.
  subscript(word: String) -> String? {
    readings.isEmpty ? nil : readings[word.lowercased()]
  }

  /// How long a key that starts at the cursor may be, in scalars, longest first.
  func candidates(_ cursor: Cursor) -> [Int] {
    var lengths: [Int] = []
    var end = cursor.at
    while lengths.count < longest {
      let start = end
      while end < cursor.text.count, end - start < 64, Self.isInWord(cursor.text, end) { end += 1 }
      guard end > start else { break }
      lengths.append(end - cursor.at)
      guard end < cursor.text.count, cursor.text[end] == " " else { break }
      end += 1
    }
    return lengths.reversed()
  }

  /// Apostrophes, hyphens and points are part of a word when letters or digits follow; "'s" is not.
  private static func isInWord(_ text: [Unicode.Scalar], _ at: Int) -> Bool {
    if text[at].isAlphanumeric { return true }
    guard "'’-.&".unicodeScalars.contains(text[at]), at + 1 < text.count,
      text[at + 1].isAlphanumeric
    else { return false }
    let isPossessive = text[at + 1] == "s" && !(at + 2 < text.count && text[at + 2].isAlphanumeric)
    return !(isPossessive && (text[at] == "'" || text[at] == "’"))
  }
}

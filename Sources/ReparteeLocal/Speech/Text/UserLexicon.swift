/// The user's own readings, which win over every other: brand names, people, places.
struct UserLexicon: Sendable, Equatable {
  /// Keys in lower case.
  private var readings: [String: String] = [:]

  init() {}

  /// - Parameter readings: from a word, in any case, to its phonemes in the model's symbols.
  init(_ readings: [String: String]) {
    for (word, phonemes) in readings { self.readings[word.lowercased()] = phonemes }
  }

  var isEmpty: Bool { readings.isEmpty }

  /// The phonemes for a word as it stands in the text, or nil.
  subscript(word: String) -> String? {
    readings.isEmpty ? nil : readings[word.lowercased()]
  }
}

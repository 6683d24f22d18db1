internal import Repartee

/// Guesses how a word is said that is in no lexicon.
protocol WordSpeller: Sendable {
  /// - Parameter word: letters and apostrophes, no spaces.
  /// - Returns: phonemes with stress marks; empty when it has no idea.
  func spell(_ word: String) throws(ModelError) -> String
}

/// Has no idea of any word; the pronouncer then reads it letter by letter.
struct SilentSpeller: WordSpeller {
  func spell(_ word: String) throws(ModelError) -> String { "" }
}

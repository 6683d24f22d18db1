internal import Repartee

/// Turns English text into the phonemes that the voice reads.
///
/// A value without state: calls may overlap. Time grows linearly with the text.
struct EnglishPronouncer: Sendable {
  let assets: PronunciationAssets
  let oov: any WordSpeller

  /// - Parameter oov: asked for words that no lexicon holds.
  init(assets: PronunciationAssets, oov: any WordSpeller) {
    self.assets = assets
    self.oov = oov
  }

  /// - Parameters:
  ///   - text: anything; what cannot be spoken is left out.
  ///   - lexicon: the user's own readings.
  /// - Returns: sentences in order, none longer than `Sentence.limit` symbols, none without a word.
  /// - Throws: only what the speller throws.
  func pronounce(
    _ text: String, lexicon: UserLexicon = UserLexicon()
  ) throws(ModelError) -> [Sentence] {
    []
  }
}

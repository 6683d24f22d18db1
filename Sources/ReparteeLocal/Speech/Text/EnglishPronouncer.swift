internal import Repartee

/// Turns English text into the phonemes that the voice reads.
///
/// A value without state: calls may overlap. Time grows linearly with the text.
struct EnglishPronouncer: Sendable {
  let assets: PronunciationAssets
  private let tagger: Tagger
  private let reader: SentenceReader

  /// - Parameter oov: asked for words that no dictionary holds.
  init(assets: PronunciationAssets, oov: any WordSpeller) {
    self.assets = assets
    tagger = Tagger(model: assets.tagger)
    let words = WordReader(gold: assets.gold, silver: assets.silver)
    reader = SentenceReader(words: words, speller: oov)
  }

  /// - Parameters:
  ///   - text: anything; what cannot be spoken is left out.
  ///   - lexicon: the user's own readings.
  /// - Returns: sentences in order, none longer than `Sentence.limit` symbols, none without a word.
  /// - Throws: only what the speller throws.
  func pronounce(
    _ text: String, lexicon: UserLexicon = UserLexicon()
  ) throws(ModelError) -> [Sentence] {
    try pronounce(TextNormalizer.normalize(text, lexicon: lexicon))
  }

  /// - Parameter text: normalised.
  func pronounce(_ text: SourcedText) throws(ModelError) -> [Sentence] {
    var sentences: [Sentence] = []
    let assembler = SentenceAssembler(symbols: assets.symbols, text: text)
    for range in SentenceSplitter.sentences(text.scalars) {
      var tokens = assets.tokenizer.tokens(text.scalars, in: range)
      for index in tokens.indices {
        guard let mark = tokens[index].text.unicodeScalars.first,
          let reading = text.reading(for: mark)
        else { continue }
        tokens[index].text = reading.word
        tokens[index].fixed = reading.phonemes
      }
      for (index, tag) in tagger.tags(of: tokens.map(\.text)).enumerated() {
        tokens[index].tag = tag
      }
      let words = assembler.words(try reader.read(tokens))
      sentences += SentenceSplitter.cut(words)
    }
    return sentences
  }
}

/// Cuts a long first sentence at a clause, so that its first sound does not wait for a plan of the whole.
enum OpeningSplit {
  /// Symbols beyond which a first sentence is cut: about twenty words.
  private static let long = 110
  /// A first piece shorter than this sounds clipped.
  private static let least = 24

  /// - Returns: the sentences, the first one in two where that helps.
  static func apply(to sentences: [Sentence]) -> [Sentence] {
    guard let first = sentences.first, let cut = cut(of: first) else { return sentences }
    var rest = Array(first.words[cut...])
    rest[0].spaceBefore = false
    return [Sentence(words: Array(first.words[..<cut])), Sentence(words: rest)]
      + sentences.dropFirst()
  }

  /// How many words make the first piece; nil when the sentence stays whole.
  private static func cut(of sentence: Sentence) -> Int? {
    var length = 0
    var best: Int?
    for (index, word) in sentence.words.enumerated() {
      length += word.phonemes.unicodeScalars.count + 1
      let ends = PauseMarks.last(of: word.phonemes) != nil
      if ends, length >= least, length <= long, index + 1 < sentence.words.count {
        best = index + 1
      }
    }
    return length > long ? best : nil
  }
}

/// One word as the voice will say it, and where it came from.
struct PronouncedWord: Sendable, Equatable {
  /// Where it stands in the request's text, as UTF-8 offsets, with the punctuation that follows it.
  var source: Range<Int>
  /// The model's symbols in order, punctuation included; one Unicode scalar is one symbol.
  var phonemes: String
  /// Whether a space stands between the word before and this one.
  var spaceBefore: Bool
}

/// Words that go through the network in one piece, at most `Sentence.limit` symbols.
struct Sentence: Sendable, Equatable {
  /// The network was trained on pieces of at most about this many symbols, spaces counted.
  static let limit = 400

  /// In order of the text; never empty in what `EnglishPronouncer` returns.
  var words: [PronouncedWord]

  /// The whole sentence as the network reads it.
  var phonemes: String {
    var all = ""
    for (index, word) in words.enumerated() {
      if index > 0, word.spaceBefore { all += " " }
      all += word.phonemes
    }
    return all
  }
}

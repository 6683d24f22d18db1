/// Cuts text into sentences, and sentences that are too long into clauses.
enum SentenceSplitter {
  /// A sentence without any stop is cut after so many scalars at the next space, so that one endless
  /// line costs no more than its length.
  private static let longest = 1500

  /// - Parameter text: normalised, so that points of abbreviations are gone.
  /// - Returns: the ranges of its sentences.
  static func sentences(_ text: [Unicode.Scalar]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for at in text.indices {
      let long = at - start > longest && text[at].isSpace || at - start > 2 * longest
      guard text[at] == "\n" || long || text[at].isSpace && endsSentence(text, start, at) else {
        continue
      }
      if at > start { ranges.append(start..<at) }
      start = text[at].isSpace ? at + 1 : at
    }
    if start < text.count { ranges.append(start..<text.count) }
    return ranges
  }

  /// Whether the word before the space at `space` ends a sentence.
  private static func endsSentence(_ text: [Unicode.Scalar], _ start: Int, _ space: Int) -> Bool {
    var end = space
    while end > start, isCloser(text[end - 1]) { end -= 1 }
    guard end > start, isStop(text[end - 1]) else { return false }
    var next = space
    while next < text.count, text[next].isSpace { next += 1 }
    while next < text.count, isCloser(text[next]) || text[next] == "(" || text[next] == "“" {
      next += 1
    }
    // "what?" he asked; wait... what?
    if next < text.count, text[next].isSmall { return false }
    return text[end - 1] != "." || !isInitial(text, start, end)
  }

  /// Whether the point at `end` belongs to a single capital, as in J. R. Smith.
  private static func isInitial(_ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 2, text[end - 2].isCapital, text[end - 2] != "I" else { return false }
    return end - 3 < start || text[end - 3].isSpace
  }

  private static func isStop(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "!" || scalar == "?" || scalar == "…"
  }

  private static func isCloser(_ scalar: Unicode.Scalar) -> Bool {
    scalar == ")" || scalar == "]" || scalar == "”" || Affix.isQuote(scalar)
  }

  /// Cuts words into sentences of at most `Sentence.limit` symbols, at pauses where there are some.
  static func cut(_ words: [PronouncedWord]) -> [Sentence] {
    var sentences: [Sentence] = []
    var rest = words[...]
    while !rest.isEmpty {
      let end = end(of: rest)
      sentences.append(Sentence(words: rest[..<end].flatMap(shortened)))
      rest = rest[end...]
    }
    return sentences
  }

  /// Where the first sentence of these words ends: after all, after the last pause in reach, or after
  /// the last word in reach.
  private static func end(of words: ArraySlice<PronouncedWord>) -> Int {
    var size = 0
    var pause: Int?
    for index in words.indices {
      size += words[index].phonemes.unicodeScalars.count + 1
      if size > Sentence.limit, index > words.startIndex { return pause ?? index }
      if let last = words[index].phonemes.unicodeScalars.last, Sound.isPause(last),
        size > Sentence.limit / 4
      {
        pause = index + 1
      }
    }
    return words.endIndex
  }

  /// A word that alone is too long, cut off: nothing that can be understood is that long.
  private static func shortened(_ word: PronouncedWord) -> [PronouncedWord] {
    guard word.phonemes.unicodeScalars.count > Sentence.limit else { return [word] }
    var word = word
    word.phonemes = Phonemes(Array(word.phonemes.unicodeScalars.prefix(Sentence.limit))).text
    return [word]
  }
}

internal import Repartee

/// Says when each word of a sentence sounds, from the durations of its symbols.
struct WordAligner {
  /// A last sound before a pause holds part of the pause; more than this of it is not heard: 100 ms.
  private static let longestEnd = 4

  /// - Parameters:
  ///   - words: of the sentence.
  ///   - ranges: each word's symbols in the network's input.
  ///   - durations: of all symbols, in units of `VoiceShape.samplesPerUnit`.
  /// - Returns: words in order, with samples from the start of the network's output, ends never before starts and
  ///   no two overlapping. Parts that come from one word of the text are one.
  static func align(
    _ words: [PronouncedWord], _ ranges: [Range<Int>], durations: [Int]
  ) -> [SpokenWord] {
    var starts = [0]
    for duration in durations { starts.append(starts[starts.count - 1] + duration) }
    func sample(_ symbol: Int) -> Int {
      starts[min(max(symbol, 0), durations.count)] * VoiceShape.samplesPerUnit
    }
    var spoken: [SpokenWord] = []
    for (word, range) in zip(words, ranges) {
      let silent = min(silentEnd(of: word.phonemes), range.count)
      let isLast = range.upperBound >= durations.count - 1
      var end = sample(range.upperBound - silent)
      if silent > 0 || isLast, range.count > silent {
        let last = sample(range.upperBound - silent - 1)
        end = min(end, last + longestEnd * VoiceShape.samplesPerUnit)
      }
      let start = max(sample(range.lowerBound), spoken.last?.samples.upperBound ?? 0)
      end = max(end, start)
      if let before = spoken.last, before.text.overlaps(word.source) || word.source.isEmpty {
        let text = before.text
        spoken[spoken.count - 1].text =
          text.lowerBound..<max(text.upperBound, word.source.upperBound)
        spoken[spoken.count - 1].samples = before.samples.lowerBound..<end
      } else {
        spoken.append(SpokenWord(text: word.source, samples: start..<end))
      }
    }
    return spoken
  }

  /// How many symbols at the end of a word are punctuation.
  private static func silentEnd(of phonemes: String) -> Int {
    phonemes.unicodeScalars.reversed().prefix { Punctuation.all.contains($0) }.count
  }
}

/// The marks among the network's symbols.
enum Punctuation {
  static let stops: Set<Unicode.Scalar> = [".", "!", "?", "…"]
  static let breaks: Set<Unicode.Scalar> = [",", ";", ":", "—"]
  static let all = stops.union(breaks).union(["\"", "(", ")", "“", "”"])

  /// The last stop or break in a word, past any closing marks.
  static func last(of phonemes: String) -> Unicode.Scalar? {
    for scalar in phonemes.unicodeScalars.reversed() {
      if stops.contains(scalar) || breaks.contains(scalar) { return scalar }
      if !all.contains(scalar) { return nil }
    }
    return nil
  }
}

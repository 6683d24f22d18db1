internal import Repartee

/// Says when each word of a sentence sounds, from the durations of its symbols.
struct WordAligner {
  /// A last sound before a pause holds part of the pause; more than this of it is not heard: 100 ms.
  private static let longestEnd = 4
  /// The sound runs ahead of the durations by this much: 50 ms. Found by matching hiss, voice and stops with
  /// the symbols they belong to, over 24 sentences.
  private static let ahead = 2

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
      let unit = starts[min(max(symbol, 0), durations.count)] - ahead
      return max(unit, 0) * VoiceShape.samplesPerUnit
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
    phonemes.unicodeScalars.reversed().prefix { PauseMarks.all.contains($0) }.count
  }
}

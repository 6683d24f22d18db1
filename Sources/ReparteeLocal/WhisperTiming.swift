import Repartee

/// When each sentence of a window was said, as far as can be told without asking the model.
///
/// Timestamp tokens would cost four decoder steps a sentence and make loops more likely. A sentence's share of the letters,
/// moved to the nearest quiet place, is within a few tenths of a second, which is what a transcript's parts are read for.
enum WhisperTiming {
  /// Parts in order, one a sentence.
  static func parts(
    of text: String, in range: Range<Int>, of samples: Span<Float>
  ) -> [Transcript.Part] {
    let sentences = sentences(of: text)
    let powers = WhisperWindows.blockPowers(of: samples, in: range)
    let loud = (powers.max() ?? 0) * 0.001
    // The stretch between the first and the last sound within 30 dB of the loudest.
    let first = powers.firstIndex { $0 >= loud } ?? 0
    let last = powers.lastIndex { $0 >= loud } ?? max(powers.count - 1, 0)
    let total = max(sentences.map(\.count).reduce(0, +), 1)
    var parts: [Transcript.Part] = []
    var letters = 0
    var start = first
    for (index, sentence) in sentences.enumerated() {
      letters += sentence.count
      var end = first + (last + 1 - first) * letters / total
      if index < sentences.count - 1 { end = quietest(near: end, after: start, powers) }
      parts.append(
        Transcript.Part(
          start: seconds(range.lowerBound, start), end: seconds(range.lowerBound, max(end, start)),
          text: sentence))
      start = max(end, start)
    }
    return parts
  }

  /// Pieces that end with a full stop, question or exclamation mark before a space.
  static func sentences(of text: String) -> [String] {
    var sentences: [String] = []
    var current: [Substring] = []
    for word in text.split(separator: " ") {
      current.append(word)
      let isEnd = word.last.map { "?!".contains($0) || ($0 == "." && !isShort(word)) } ?? false
      if isEnd {
        sentences.append(current.joined(separator: " "))
        current = []
      }
    }
    if !current.isEmpty { sentences.append(current.joined(separator: " ")) }
    return sentences
  }

  /// Whether a stop ends no sentence: "Dr.", "U.S.", initials.
  private static func isShort(_ word: Substring) -> Bool {
    let plain = word.dropLast()
    return plain.count < 2 || plain.contains(".") || titles.contains(plain.lowercased())
  }

  private static let titles: Set<String> = ["dr", "mr", "mrs", "ms", "st", "vs", "jr", "sr"]

  /// The quietest block within 0.6 s of a guess.
  private static func quietest(near guess: Int, after start: Int, _ powers: [Float]) -> Int {
    let low = max(start, guess - 30)
    let high = min(powers.count, guess + 30)
    guard low < high else { return guess }
    return (low..<high).min { powers[$0] < powers[$1] } ?? guess
  }

  private static func seconds(_ offset: Int, _ block: Int) -> Double {
    Double(offset + block * WhisperWindows.block) / 16_000
  }
}

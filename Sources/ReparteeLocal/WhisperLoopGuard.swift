/// Notices when Whisper says the same thing again.
///
/// With less audio than the 30 s it was trained on, Whisper tends to start over at the end of an utterance. The
/// sparse silence that the encoder's graph adds nearly always prevents it; this is for when it does not.
enum WhisperLoopGuard {
  /// The shortest run that counts as a loop: two words are said twice on purpose ("no, no", "bye bye").
  static let shortest = 3

  /// How many elements at the end repeat as many before them; nil when none do.
  static func repeated<Element: Equatable>(at end: ArraySlice<Element>) -> Int? {
    guard end.count >= 2 * shortest else { return nil }
    for length in shortest...end.count / 2
    where end.suffix(length) == end.dropLast(length).suffix(length) { return length }
    return nil
  }

  /// The text up to the first run of at least three words that repeats the words right before it.
  ///
  /// Case and punctuation do not matter. Runs of digits are left alone: "one one one, one one one" is a number.
  static func unrepeated(_ text: String) -> String {
    let words = text.split(separator: " ")
    let plain = words.map { word in String(word.lowercased().filter { $0.isLetter || $0.isNumber })
    }
    guard words.count >= 2 * shortest else { return text }
    for end in shortest...words.count - shortest {
      for length in shortest...max(shortest, end)
      where length <= end && end + length <= words.count {
        let run = plain[end..<end + length]
        guard plain[end - length..<end] == run, Set(run).count > 1 else { continue }
        return words[..<end].joined(separator: " ")
      }
    }
    return text
  }
}

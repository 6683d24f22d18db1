/// Knows the small words by which a listener says "go on" without wanting the turn.
///
/// A plain list: the baseline that `OverlapClassifier` is measured against.
public enum Backchannel {
  private static let words: Set<String> = [
    "mm", "mmm", "mhm", "mmhmm", "hmm", "hm", "uh", "huh", "uhhuh", "um", "ah", "oh", "yeah", "yep",
    "yes", "yup", "ok", "okay", "right", "sure", "alright", "wow", "really", "good", "great",
    "fine",
    "cool", "nice", "exactly", "true", "i", "see", "got", "it", "all", "of", "course", "absolutely",
  ]
  /// Those that may stand first: the others only follow, as in "I see" or "of course".
  private static let openers = words.subtracting(["see", "it", "course"])

  /// Whether `text` is no more than a backchannel: at most four words, all of them of that kind.
  public static func matches(_ text: String) -> Bool {
    let spoken = normalisedWords(of: text)
    guard let first = spoken.first, spoken.count <= 4, openers.contains(first) else { return false }
    if spoken == ["i"] || spoken == ["of"] || spoken == ["all"] || spoken == ["got"] {
      return false
    }
    return spoken.allSatisfy(words.contains)
  }

  /// The same with one rule more: right after a question, words answer it, and only sounds do not.
  public static func matches(_ text: String, afterQuestion: Bool) -> Bool {
    guard matches(text) else { return false }
    return !afterQuestion || normalisedWords(of: text).allSatisfy(sounds.contains)
  }

  private static let sounds: Set<String> = [
    "mm", "mmm", "mhm", "mmhmm", "hmm", "hm", "uhhuh", "uh", "huh", "um", "ah", "oh",
  ]

  /// Whether a backchannel of several words may begin so: "oh, I" of "oh, I see".
  public static func mayBegin(with text: String) -> Bool {
    let spoken = normalisedWords(of: text)
    return phrases.contains { $0.count > spoken.count && $0.starts(with: spoken) }
  }

  private static let phrases: [[String]] = [
    ["oh", "i", "see"], ["i", "see"], ["got", "it"], ["all", "right"], ["of", "course"],
    ["thats", "right"], ["thats", "good"], ["makes", "sense"], ["sounds", "good"],
    ["that", "makes", "sense"], ["no", "way"], ["oh", "okay"], ["oh", "right"], ["i", "know"],
  ]

  /// Lower-case words with hyphens and punctuation gone: "Mm-hmm." is `mmhmm`.
  static func normalisedWords(of text: String) -> [String] {
    text.lowercased().split(whereSeparator: { $0.isWhitespace || $0 == "," }).compactMap { word in
      let letters = word.filter { $0.isLetter || $0.isNumber }
      return letters.isEmpty ? nil : letters
    }
  }
}

/// Knows the small words by which a listener says "go on" without wanting the turn.
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

  /// Lower-case words with hyphens and punctuation gone: "Mm-hmm." is `mmhmm`.
  static func normalisedWords(of text: String) -> [String] {
    text.lowercased().split(whereSeparator: { $0.isWhitespace || $0 == "," }).compactMap { word in
      let letters = word.filter { $0.isLetter || $0.isNumber }
      return letters.isEmpty ? nil : letters
    }
  }
}

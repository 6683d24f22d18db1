/// The marks among the network's symbols.
enum PauseMarks {
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

import ReparteeCore

/// What of a model's results is taken at most, whatever the model does: what is beyond it is broken, and
/// must cost neither memory nor a readable journal.
enum ModelBounds {
  /// A whole transcript, in bytes of UTF-8: far more than anybody says in a turn.
  static let transcript = 8_192
  /// One piece of a reply, in bytes.
  static let piece = 4_096
  /// What is said of a failure, in bytes.
  static let message = 512
  /// Where a word may end, in samples of its clause: ten hours at 48 kHz.
  private static let longestClause = 1 << 31

  /// The beginning of a text, in whole characters.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var (end, size) = (text.startIndex, 0)
    while end < text.endIndex {
      size += text[end].utf8.count
      guard size <= limit else { break }
      end = text.index(after: end)
    }
    return String(text[..<end])
  }

  /// A probability: 0…1, and as good as none when it is no number.
  static func probability(_ value: Float) -> Float { value.isNaN ? 0.5 : min(max(value, 0), 1) }

  /// Audio in which every sample is a number.
  static func audio(_ samples: [Float]) -> [Float] {
    samples.allSatisfy(\.isFinite) ? samples : samples.map { $0.isFinite ? $0 : 0 }
  }

  /// The words that stand in the text and in a clause that could be.
  static func words(_ words: [SpokenWord], of text: String) -> [SpokenWord] {
    let length = text.utf8.count
    let isFine = { (word: SpokenWord) in
      word.text.lowerBound >= 0 && word.text.upperBound <= length && word.samples.lowerBound >= 0
        && word.samples.upperBound <= longestClause
    }
    if words.count <= length, words.allSatisfy(isFine) { return words }
    return Array(words.lazy.filter(isFine).prefix(length))
  }
}

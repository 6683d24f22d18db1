/// From samples to words.
extension PlayoutLedger {
  /// The text up to the last word that was heard to its middle at least.
  public var heardText: String { text(upTo: heard) }

  /// The text whose words had sounded, to their middle at least, when this many samples had.
  public func text(upTo samples: Int) -> String {
    var parts: [String] = []
    for clause in clauses where clause.start < samples {
      let part = clause.text(upTo: samples - clause.start)
      if !part.isEmpty { parts.append(part) }
    }
    return parts.joined(separator: " ")
  }

  /// Grows with each word that is heard, and by the same rule; only its growth means anything.
  public var heardCount: Int {
    var count = 0
    for clause in clauses where clause.start < heard {
      count += clause.heardCount(upTo: heard - clause.start)
    }
    return count
  }

  /// Goes back to the beginning of the word that was sounding, so that speech resumes with a whole word.
  /// - Returns: the sample of the reply to go on from.
  public mutating func rewindToWord() -> Int {
    rewind(to: wordStart(before: sent))
    return sent
  }

  /// The start of the word that sounds at this sample of the reply, or the sample itself between words.
  public func wordStart(before sample: Int) -> Int {
    guard let clause = clauses.last(where: { $0.start <= sample }) else { return 0 }
    let inside = sample - clause.start
    let word = clause.words.last { $0.samples.lowerBound <= inside }
    guard let word, inside < word.samples.upperBound else { return sample }
    return clause.start + word.samples.lowerBound
  }
}

extension PlayoutLedger.Clause {
  func text(upTo count: Int) -> String {
    // What has no sound was not said.
    guard samples > 0 else { return "" }
    if isComplete, count >= samples { return text }
    guard !words.isEmpty else { return proportionalText(upTo: count) }
    guard let last = words.last(where: { count >= $0.middle }) else { return "" }
    return String(decoding: text.utf8.prefix(last.text.upperBound), as: UTF8.self).trimmingEnd()
  }

  func heardCount(upTo count: Int) -> Int {
    guard samples > 0 else { return 0 }
    if isComplete, count >= samples { return words.count + 1 }
    guard words.isEmpty else { return words.count { count >= $0.middle } }
    // Where no word has a time, six letters are taken for one.
    return isComplete ? count / max(1, samples / max(1, text.utf8.count / 6)) : 0
  }

  /// Without word times the text is taken to be spoken evenly, and only whole words count.
  private func proportionalText(upTo count: Int) -> String {
    // Of a clause that is still being made it is not known how much of it this is.
    guard isComplete, samples > 0 else { return "" }
    let share = min(text.count, text.count * count / samples)
    let part = text.prefix(share)
    guard share < text.count else { return text }
    guard let space = part.lastIndex(where: \.isWhitespace) else { return "" }
    return String(part[..<space]).trimmingEnd()
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    var part = self[...]
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}

/// What somebody said, as words that can be compared however a recogniser spells them.
///
/// Lower case, without punctuation, with one spelling for each listening sound: "Mm-hmm.", "mhm" and "Mm hmm"
/// are `mmhmm`; "OK", "O.K." and "o_k" are `okay`. Hyphens part words, apostrophes do not ("don't" is `dont`).
/// Notes in brackets, such as "(coughs)" or "[Music]", are not words.
public struct SpokenWords: Sendable, Equatable {
  public var words: [String]
  /// Whether the text ended in a question mark: the recogniser heard a question.
  public var endsAsQuestion: Bool

  public init(_ text: String) {
    words = []
    endsAsQuestion = Self.isQuestion(text)
    var chunk: [String] = []
    var part = ""
    var closing: Unicode.Scalar?
    for scalar in text.lowercased().unicodeScalars {
      if let end = closing {
        if scalar == end { closing = nil }
        continue
      }
      switch Self.kind(of: scalar) {
      case .letter: part.unicodeScalars.append(scalar)
      case .dropped: break
      case .hyphen: Self.end(&part, in: &chunk)
      case .space: endChunk(&chunk, part: &part)
      case .opening(let end):
        endChunk(&chunk, part: &part)
        closing = end
      }
    }
    endChunk(&chunk, part: &part)
  }

  private enum Kind {
    case letter, dropped, hyphen, space
    case opening(Unicode.Scalar)
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar {
    case "a"..."z", "0"..."9": .letter
    case ".", "'", "\u{2018}", "\u{2019}": .dropped
    case "-", "_", "\u{2010}", "\u{2011}": .hyphen
    case "(": .opening(")")
    case "[": .opening("]")
    case "<": .opening(">")
    // Dashes, quotation marks and other general punctuation.
    case "\u{2000}"..."\u{206F}": .space
    default: scalar.isASCII ? .space : .letter
    }
  }

  private static func isQuestion(_ text: String) -> Bool {
    text.unicodeScalars.reversed().first { !" \n\t\"".unicodeScalars.contains($0) } == "?"
  }

  private static func end(_ part: inout String, in chunk: inout [String]) {
    guard !part.isEmpty else { return }
    chunk.append(part)
    part = ""
  }

  /// A chunk stands between spaces. It is one listening sound ("mm-hmm"), or its parts are words.
  private mutating func endChunk(_ chunk: inout [String], part: inout String) {
    Self.end(&part, in: &chunk)
    if let sound = ListeningSounds.canonical(chunk.joined()) {
      append(sound)
    } else {
      for word in chunk { append(ListeningSounds.canonical(word) ?? word) }
    }
    chunk.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ word: String) {
    if let last = words.last, let joined = ListeningSounds.joined(last, word) {
      words[words.count - 1] = joined
    } else {
      words.append(word)
    }
  }
}

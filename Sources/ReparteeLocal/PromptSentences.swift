/// Sentences of a text, by their final punctuation.
enum PromptSentences {
  /// The sentences, trimmed, none empty. A point inside a number or before a small letter ends nothing.
  static func split(_ text: String) -> [String] {
    var sentences: [String] = []
    var current = ""
    var ended = false
    for character in text {
      if ended, character.isWhitespace || character.isNewline {
        add(current, to: &sentences)
        current = ""
        ended = false
        continue
      }
      if character.isNewline {
        add(current, to: &sentences)
        current = ""
        continue
      }
      ended = ".?!。？！".contains(character) || ended && "\"')”’".contains(character)
      current.append(character)
    }
    add(current, to: &sentences)
    return sentences
  }

  private static func add(_ sentence: String, to sentences: inout [String]) {
    let words = sentence.split(whereSeparator: \.isWhitespace)
    if !words.isEmpty { sentences.append(words.joined(separator: " ")) }
  }
}

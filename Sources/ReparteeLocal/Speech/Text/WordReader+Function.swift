/// Small words whose sound depends on what they do and on what follows.
extension WordReader {
  func functionWord(
    _ text: String, _ tag: String, _ stress: StressChange?, _ context: ReadingContext
  ) -> Phonemes? {
    if tag == "ADD", text == "." || text == "/" {
      return lookUp(text == "." ? "dot" : "slash", nil, .lowered, context)
    }
    if let name = Self.signs[text] { return lookUp(name, nil, nil, context) }
    if Self.isDotted(text) { return initials(text) }
    switch text {
    case "a", "A": return tag == "DT" ? "ɐ" : "ˈA"
    case "am", "Am", "AM": return am(text, tag, stress, context)
    case "an", "An", "AN":
      return text == "AN" && tag.hasPrefix("NN") ? initials(text) : "ɐn"
    case "I" where tag == "PRP": return "ˌI"
    case "by", "By", "BY": return Self.family(of: tag) == "ADV" ? "bˈI" : nil
    case "to", "To": return to(context)
    case "TO" where tag == "TO" || tag == "IN": return to(context)
    case "in", "In": return preposition(tag, context)
    case "IN" where tag != "NNP": return preposition(tag, context)
    case "the", "The": return context.vowelFollows == true ? "ði" : "ðə"
    case "THE" where tag == "DT": return context.vowelFollows == true ? "ði" : "ðə"
    case "used", "Used", "USED": return used(tag, context)
    default:
      guard tag == "IN", ["vs", "vs."].contains(text.lowercased()) else { return nil }
      return lookUp("versus", nil, nil, context)
    }
  }

  private func am(
    _ text: String, _ tag: String, _ stress: StressChange?, _ context: ReadingContext
  ) -> Phonemes? {
    if tag.hasPrefix("NN") { return initials(text) }
    let full = context.vowelFollows == nil || text != "am" || stress == .strong
    return full ? reading("am") : "ɐm"
  }

  private func to(_ context: ReadingContext) -> Phonemes? {
    guard let vowel = context.vowelFollows else { return reading("to") }
    return vowel ? "tʊ" : "tə"
  }

  private func preposition(_ tag: String, _ context: ReadingContext) -> Phonemes {
    context.vowelFollows == nil || tag != "IN" ? "ˈɪn" : "ɪn"
  }

  private func used(_ tag: String, _ context: ReadingContext) -> Phonemes? {
    let habit = (tag == "VBD" || tag == "JJ") && context.toFollows
    return reading("used", habit ? "VBD" : "DEFAULT")
  }

  private func reading(_ text: String, _ tag: String = "DEFAULT") -> Phonemes? {
    switch gold[text] {
    case .one(let phonemes)?: phonemes
    case .several(let readings)?: readings[tag] ?? readings["DEFAULT"]
    case nil: nil
    }
  }

  /// Whether a word is letters with dots between them, as in U.S. or e.g.
  private static func isDotted(_ text: String) -> Bool {
    var run = 0
    var inner = false
    var pending = false
    for scalar in text.unicodeScalars {
      if scalar == "." {
        pending = run > 0 || pending
        run = 0
      } else {
        guard scalar.isLetter else { return false }
        if pending { inner = true }
        run += 1
        if run > 2 { return false }
      }
    }
    return inner
  }
}

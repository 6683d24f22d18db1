/// What of the words that follow decides how a word is said. Sentences are read from their end.
struct ReadingContext: Sendable {
  /// Whether the next sound is a vowel; nil when a pause or the end comes next.
  var vowelFollows: Bool?
  var toFollows = false

  /// Takes note of a word that has been read.
  mutating func pass(_ phonemes: Phonemes, text: String, tag: String) {
    for symbol in phonemes.symbols {
      if Sound.isPause(symbol) {
        vowelFollows = nil
        break
      }
      if Sound.isVowel(symbol) || Sound.isConsonant(symbol) {
        vowelFollows = Sound.isVowel(symbol)
        break
      }
    }
    toFollows = text == "to" || text == "To" || (text == "TO" && (tag == "TO" || tag == "IN"))
  }
}

/// Reads a word by the dictionaries and the rules of English.
struct WordReader: Sendable {
  let gold: PhonemeDictionary
  let silver: PhonemeDictionary

  /// - Parameters:
  ///   - text: one word or number, with straight apostrophes.
  ///   - tag: its Penn Treebank tag.
  ///   - isHead: whether nothing is written directly before it.
  ///   - currency: a sign that stood before it, whose name is to be said after it.
  /// - Returns: nil when neither dictionaries nor rules know it.
  func read(
    _ text: String, tag: String, isHead: Bool = true, currency: Unicode.Scalar? = nil,
    in context: ReadingContext
  ) -> Phonemes? {
    let lower = text.lowercased()
    var stress: StressChange?
    if text != lower { stress = text == text.uppercased() ? .strong : .mild }
    if let phonemes = word(text, tag, stress, context) {
      guard let currency, let name = currencyName(currency) else { return phonemes }
      return phonemes + " " + name
    }
    return number(text, isHead: isHead, currency: currency)
  }

  private func word(
    _ original: String, _ tag: String, _ stress: StressChange?, _ context: ReadingContext
  ) -> Phonemes? {
    if let phonemes = functionWord(original, tag, stress, context) { return phonemes }
    let text = lowered(original, tag, stress, context)
    if isKnown(text) { return lookUp(text, tag, stress, context) }
    if text.hasSuffix("s'"), case let singular = String(text.dropLast(2)) + "'s", isKnown(singular)
    {
      return lookUp(singular, tag, stress, context)
    }
    if text.hasSuffix("'"), case let bare = String(text.dropLast()), isKnown(bare) {
      return lookUp(bare, tag, stress, context)
    }
    return inflected(text, tag, stress, context)
  }

  /// A word with capitals in lower case, when the dictionaries know it only so.
  private func lowered(
    _ text: String, _ tag: String, _ stress: StressChange?, _ context: ReadingContext
  ) -> String {
    let lower = text.lowercased()
    guard text.utf8.count > 1, text != lower, tag != "NNP" || text.unicodeScalars.count > 7,
      text.unicodeScalars.allSatisfy({ $0.isLetter || $0 == "'" }),
      !gold.contains(text), !silver.contains(text),
      text == text.uppercased() || text.dropFirst() == lower.dropFirst()
    else { return text }
    let found =
      gold.contains(lower) || silver.contains(lower)
      || inflected(lower, tag, stress, context) != nil
    return found ? lower : text
  }

  /// Whether `lookUp` would have something to say: a dictionary word, a sign, a letter or initials.
  func isKnown(_ text: String) -> Bool {
    if gold.contains(text) || Self.signs[text] != nil || silver.contains(text) { return true }
    let scalars = text.unicodeScalars
    guard !scalars.isEmpty, scalars.allSatisfy({ $0.isASCII && $0.isLetter }) else { return false }
    if scalars.count == 1 { return true }
    if text == text.uppercased(), gold.contains(text.lowercased()) { return true }
    return scalars.dropFirst().allSatisfy(\.isCapital)
  }

  static let signs = ["%": "percent", "&": "and", "+": "plus", "@": "at"]

  func lookUp(
    _ text: String, _ tag: String?, _ stress: StressChange?, _ context: ReadingContext?
  ) -> Phonemes? {
    var text = text
    var isName = false
    if text == text.uppercased(), !gold.contains(text) {
      text = text.lowercased()
      isName = tag == "NNP"
    }
    let entry = gold[text] ?? (isName ? nil : silver[text])
    let found = entry.flatMap { choose($0, tag, context) }
    if found == nil || (isName && found?.hasPrimary == false) {
      if let initials = initials(text) { return initials }
    }
    return found?.stressed(stress)
  }

  /// The reading for a part of speech, nil when the word is to be spelled out.
  private func choose(
    _ entry: DictionaryEntry, _ tag: String?, _ context: ReadingContext?
  ) -> Phonemes? {
    switch entry {
    case .one(let phonemes): return phonemes
    case .several(let readings):
      var key = tag ?? ""
      if let context, context.vowelFollows == nil, readings["None"] != nil {
        key = "None"
      } else if readings[key] == nil {
        key = Self.family(of: key)
      }
      let chosen = readings[key] ?? readings["DEFAULT"] ?? ""
      return chosen.isEmpty ? nil : chosen
    }
  }

  /// The coarse part of speech that the dictionaries use.
  static func family(of tag: String) -> String {
    if tag.hasPrefix("VB") { return "VERB" }
    if tag.hasPrefix("NN") { return "NOUN" }
    if tag.hasPrefix("RB") || tag == "ADV" { return "ADV" }
    if tag.hasPrefix("JJ") || tag == "ADJ" { return "ADJ" }
    return tag
  }

  /// Letter by letter, with the stress on the last.
  func initials(_ text: String) -> Phonemes? {
    var all = Phonemes()
    for scalar in text.unicodeScalars where scalar.isLetter {
      guard case .one(let name)? = gold[String(scalar).uppercased()] else { return nil }
      all += name
    }
    guard !all.isEmpty else { return nil }
    var lowered = all.stressed(.weak)
    if let last = lowered.symbols.lastIndex(of: Sound.secondary) {
      lowered.symbols[last] = Sound.primary
    }
    return lowered
  }
}

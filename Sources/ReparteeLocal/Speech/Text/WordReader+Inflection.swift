/// Words made from dictionary words by an ending.
extension WordReader {
  func inflected(
    _ text: String, _ tag: String, _ stress: StressChange?, _ context: ReadingContext
  ) -> Phonemes? {
    if let stem = stemBeforeS(text), let phonemes = lookUp(stem, tag, stress, context) {
      return Self.withS(phonemes)
    }
    if let stem = stemBeforeEd(text), let phonemes = lookUp(stem, tag, stress, context) {
      return Self.withEd(phonemes)
    }
    if let stem = stemBeforeIng(text),
      let phonemes = lookUp(stem, tag, stress ?? .mild, context)
    {
      return Self.withIng(phonemes)
    }
    return nil
  }

  private func known(_ stem: Substring) -> String? {
    let stem = String(stem)
    return isKnown(stem) ? stem : nil
  }

  private func stemBeforeS(_ text: String) -> String? {
    let length = text.unicodeScalars.count
    guard length > 2, text.hasSuffix("s") else { return nil }
    if !text.hasSuffix("ss"), let stem = known(text.dropLast()) { return stem }
    let longer = length > 4 && text.hasSuffix("es") && !text.hasSuffix("ies")
    if text.hasSuffix("'s") || longer, let stem = known(text.dropLast(2)) { return stem }
    guard length > 4, text.hasSuffix("ies") else { return nil }
    return known(text.dropLast(3) + "y")
  }

  private func stemBeforeEd(_ text: String) -> String? {
    let length = text.unicodeScalars.count
    guard length > 3, text.hasSuffix("d") else { return nil }
    if !text.hasSuffix("dd"), let stem = known(text.dropLast()) { return stem }
    guard length > 4, text.hasSuffix("ed"), !text.hasSuffix("eed") else { return nil }
    return known(text.dropLast(2))
  }

  private func stemBeforeIng(_ text: String) -> String? {
    let length = text.unicodeScalars.count
    guard length > 4, text.hasSuffix("ing") else { return nil }
    let base = text.dropLast(3)
    if length > 5, let stem = known(base) { return stem }
    if let stem = known(base + "e") { return stem }
    guard length > 5, let last = base.last else { return nil }
    let doubled = "bcdgklmnprstvxz".contains(last) && base.dropLast().last == last
    return doubled || base.hasSuffix("ck") ? known(base.dropLast()) : nil
  }

  static func withS(_ stem: Phonemes) -> Phonemes {
    switch stem.symbols.last {
    case nil: stem
    case "p", "t", "k", "f", "θ": stem + "s"
    case "s", "z", "ʃ", "ʒ", "ʧ", "ʤ": stem + "ᵻz"
    default: stem + "z"
    }
  }

  static func withEd(_ stem: Phonemes) -> Phonemes {
    switch stem.symbols.last {
    case nil: return stem
    case "p", "k", "f", "θ", "ʃ", "s", "ʧ": return stem + "t"
    case "d": return stem + "ᵻd"
    case "t": return stem.symbols.count < 2 ? stem + "ɪd" : flapped(stem) + "ᵻd"
    default: return stem + "d"
    }
  }

  static func withIng(_ stem: Phonemes) -> Phonemes {
    stem.isEmpty ? stem : flapped(stem) + "ɪŋ"
  }

  /// With a final t after a vowel said as a flap.
  private static func flapped(_ stem: Phonemes) -> Phonemes {
    let symbols = stem.symbols
    guard symbols.count > 1, symbols.last == "t", Sound.flapsAfter(symbols[symbols.count - 2])
    else { return stem }
    return Phonemes(Array(symbols.dropLast())) + "ɾ"
  }
}

internal import Repartee

/// Finds the phonemes of a sentence's tokens.
struct SentenceReader: Sendable {
  let words: WordReader
  let speller: any WordSpeller

  /// A part of a token while it is being read.
  struct Part {
    var token: Token
    /// Nil until it is known.
    var phonemes: Phonemes?
    /// A currency sign that stood before it.
    var currency: Unicode.Scalar?
    /// Whether a gap is heard before it, though nothing is written.
    var gapBefore = false
    var isHead = true
  }

  /// More parts than this are not read as one word: it bounds the search for its dictionary words.
  private static let longestWord = 8

  /// - Returns: the parts of the tokens in order, all with phonemes (empty for what is not said).
  func read(_ tokens: [Token]) throws(ModelError) -> [Part] {
    var groups = grouped(tokens)
    var context = ReadingContext()
    for index in groups.indices.reversed() {
      if groups[index].count == 1 {
        try readWord(&groups[index][0], &context)
      } else {
        try readCompound(&groups[index], &context)
      }
    }
    return groups.flatMap { $0 }
  }

  /// Cuts tokens into parts and puts together what is written without a space.
  private func grouped(_ tokens: [Token]) -> [[Part]] {
    var groups: [[Part]] = []
    var open = false
    var currency: Unicode.Scalar?
    for (index, token) in tokens.enumerated() {
      let parts = Subtokens.split(token)
      for (place, piece) in parts.enumerated() {
        var part = Part(token: piece, phonemes: piece.fixed)
        if part.phonemes == nil {
          let sign = piece.text.unicodeScalars.first
          if let sign, piece.text.unicodeScalars.count == 1, Currency.named(sign) != nil {
            currency = sign
            part.phonemes = Phonemes()
          } else if let phonemes = Punctuation.phonemes(piece.text, tag: piece.tag) {
            part.phonemes = phonemes
          } else if currency != nil {
            if piece.tag != "CD" && !piece.text.unicodeScalars.contains(where: \.isDigit) {
              currency = nil
            } else if place + 1 == parts.count,
              index + 1 == tokens.count || tokens[index + 1].tag != "CD"
            {
              part.currency = currency
            }
          } else if piece.text == "2", place > 0, place + 1 < parts.count,
            parts[place - 1].text.unicodeScalars.last?.isLetter == true,
            parts[place + 1].text.unicodeScalars.first?.isLetter == true
          {
            part.token.text = "to"
          }
        }
        if part.phonemes != nil {
          groups.append([part])
          open = false
        } else if open, (groups.last?.count ?? 0) < Self.longestWord {
          part.isHead = false
          groups[groups.count - 1].append(part)
          open = !piece.spaceAfter
        } else {
          groups.append([part])
          open = !piece.spaceAfter
        }
      }
    }
    return groups
  }

  private func readWord(
    _ part: inout Part, _ context: inout ReadingContext
  ) throws(ModelError) {
    if part.phonemes == nil {
      part.phonemes = words.read(
        part.token.text, tag: part.token.tag, currency: part.currency, in: context)
    }
    if part.phonemes == nil { part.phonemes = try guess(part.token.text) }
    context.pass(part.phonemes ?? "", text: part.token.text, tag: part.token.tag)
  }

  /// A word that no dictionary has: as the network says it, or letter by letter.
  private func guess(_ text: String) throws(ModelError) -> Phonemes {
    guard text.unicodeScalars.contains(where: \.isAlphanumeric) else { return Phonemes() }
    let spelled = Phonemes(try speller.spell(text))
    if !spelled.isEmpty { return spelled }
    var plain = String.UnicodeScalarView()
    plain.append(contentsOf: text.unicodeScalars.filter(\.isASCII))
    return words.initials(String(plain)) ?? Phonemes()
  }

  /// A word of several parts, read as the longest pieces that are known, from its end.
  private func readCompound(
    _ group: inout [Part], _ context: inout ReadingContext
  ) throws(ModelError) {
    var end = group.count
    var guessed = false
    while end > 0 {
      if let start = longestKnown(&group, end, &context) {
        end = start
        continue
      }
      if group[end - 1].token.text.unicodeScalars.allSatisfy(Punctuation.isSilent) {
        end -= 1
        group[end].phonemes = Phonemes()
        continue
      }
      if group.allSatisfy({ $0.token.text.unicodeScalars.allSatisfy(Self.isWordLike) }) {
        try guessWhole(&group, &context)
        return
      }
      end -= 1
      let token = group[end].token
      let phonemes = try guess(token.text)
      guessed = guessed || !phonemes.isEmpty
      group[end].phonemes = phonemes
      context.pass(phonemes, text: token.text, tag: token.tag)
    }
    settle(&group, apart: guessed)
  }

  /// Reads the longest run of parts that ends before `end`.
  /// - Returns: where it starts, or nil when not even the last part is known.
  private func longestKnown(
    _ group: inout [Part], _ end: Int, _ context: inout ReadingContext
  ) -> Int? {
    for start in 0..<end {
      let run = group[start..<end]
      let text = run.map(\.token.text).joined()
      let tag = Self.tag(of: run)
      guard
        let phonemes = words.read(
          text, tag: tag, isHead: group[start].isHead,
          currency: run.lazy.compactMap(\.currency).first, in: context)
      else { continue }
      for index in start..<end { group[index].phonemes = Phonemes() }
      group[start].phonemes = phonemes
      context.pass(phonemes, text: text, tag: tag)
      return start
    }
    return nil
  }

  /// The tag of the part that has most letters, capitals counting twice.
  private static func tag(of parts: ArraySlice<Part>) -> String {
    var best = ""
    var most = -1
    for part in parts {
      let size = part.token.text.unicodeScalars.reduce(0) { $0 + ($1.isCapital ? 2 : 1) }
      if size > most {
        most = size
        best = part.token.tag
      }
    }
    return best
  }

  private static func isWordLike(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isLetter || scalar == "'"
  }

  private func guessWhole(
    _ group: inout [Part], _ context: inout ReadingContext
  ) throws(ModelError) {
    let text = group.map(\.token.text).joined()
    for index in group.indices { group[index].phonemes = Phonemes() }
    let phonemes = try guess(text)
    group[0].phonemes = phonemes
    context.pass(phonemes, text: text, tag: Self.tag(of: group[...]))
  }

  /// Decides on gaps between the parts of a word and on which of them keeps its stress.
  private func settle(_ group: inout [Part], apart: Bool) {
    var kinds: Set<Int> = []
    var hasSlash = false
    for scalar in group.lazy.flatMap({ $0.token.text.unicodeScalars }) {
      if scalar == "/" { hasSlash = true }
      if Punctuation.isSilent(scalar) { continue }
      kinds.insert(scalar.isLetter ? 0 : scalar.isDigit ? 1 : 2)
    }
    if apart || hasSlash || kinds.count > 1 {
      for index in group.indices.dropFirst() { group[index].gapBefore = true }
      return
    }
    let said = group.indices.filter { group[$0].phonemes?.isEmpty == false }
    if said.count == 2, group[said[0]].token.text.unicodeScalars.count == 1 {
      group[said[1]].phonemes = group[said[1]].phonemes?.stressed(.lowered)
      return
    }
    let stressed = said.count { group[$0].phonemes?.hasPrimary == true }
    guard said.count >= 2, stressed > (said.count + 1) / 2 else { return }
    let ranked = said.sorted { left, right in
      let first = group[left].phonemes ?? ""
      let second = group[right].phonemes ?? ""
      if first.hasPrimary != second.hasPrimary { return !first.hasPrimary }
      return (first.weight, left) < (second.weight, right)
    }
    for index in ranked.prefix(said.count / 2) {
      group[index].phonemes = group[index].phonemes?.stressed(.lowered)
    }
  }
}

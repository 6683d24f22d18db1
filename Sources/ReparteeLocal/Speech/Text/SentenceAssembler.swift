/// Puts the read parts of a sentence together into words of the request.
struct SentenceAssembler {
  let symbols: SymbolTable
  let text: SourcedText

  func words(_ parts: [SentenceReader.Part]) -> [PronouncedWord] {
    var words: [PronouncedWord] = []
    // Opening signs wait here for their word.
    var opening = Phonemes()
    var openingStart: Int?
    var spaceBefore = true
    for part in parts {
      let source = text.source(part.token.range)
      let phonemes = cleaned(part.phonemes ?? "")
      if phonemes.isEmpty {
        if !spaceBefore { extend(&words, to: source) }
        spaceBefore = spaceBefore || part.token.spaceAfter
        continue
      }
      defer { spaceBefore = part.token.spaceAfter }
      let isSign = phonemes.symbols.allSatisfy { !$0.isLetter }
      if isSign, words.isEmpty || (spaceBefore && Self.opens(phonemes)) {
        opening += part.token.spaceAfter ? phonemes + " " : phonemes
        openingStart = openingStart ?? source.lowerBound
        continue
      }
      let sameSource = words.last.map { source.lowerBound < $0.source.upperBound } ?? false
      if words.isEmpty || openingStart != nil || (spaceBefore && !sameSource && !isSign) {
        let start = min(openingStart ?? source.lowerBound, source.lowerBound)
        words.append(
          PronouncedWord(
            source: start..<source.upperBound, phonemes: (opening + phonemes).text,
            spaceBefore: true))
        opening = Phonemes()
        openingStart = nil
      } else {
        let gap = spaceBefore || part.gapBefore
        words[words.count - 1].phonemes += (gap ? " " : "") + phonemes.text
        extend(&words, to: source)
      }
    }
    return words
  }

  private static func opens(_ sign: Phonemes) -> Bool { sign == "(" || sign == "“" }

  private func extend(_ words: inout [PronouncedWord], to source: Range<Int>) {
    guard let last = words.last, source.upperBound > last.source.upperBound else { return }
    words[words.count - 1].source = last.source.lowerBound..<source.upperBound
  }

  /// In the symbols that the network knows.
  private func cleaned(_ phonemes: Phonemes) -> Phonemes {
    Phonemes(
      phonemes.symbols.compactMap { symbol in
        switch symbol {
        case "ɾ": "T"
        case "ʔ": "t"
        default: symbols[symbol] == nil ? nil : symbol
        }
      })
  }
}

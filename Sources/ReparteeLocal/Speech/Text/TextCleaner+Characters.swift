extension TextCleaner {
  /// Passes one character on, in the form that the later passes know, or drops it.
  mutating func character(_ scalar: Unicode.Scalar) {
    let start = cursor.at
    cursor.at += 1
    let range = taken(from: start)
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": output.append(scalar, range)
    case "\"", "“", "”", "„", "«", "»", "‟": quotation(range)
    case "'", "’", "‘", "`", "´", "‛", "ʼ": apostrophe(range)
    case "-" where cursor.next == "-":
      while cursor.take("-") {}
      // Longer runs are drawn lines.
      emit(cursor.at - start > 3 ? " " : "—", taken(from: start))
    case "‐", "‑", "−", "‒": emit("-", range)
    case "―", "⸺": emit("—", range)
    default: other(scalar, range)
    }
  }

  private mutating func other(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
    if scalar.isSpace {
      emit(" ", range)
    } else if scalar.isASCII {
      if scalar.value > 0x20 && scalar.value < 0x7F { emit(scalar, range) }
    } else if let plain = Folding.plain(scalar) {
      emit(plain, range)
    } else if Folding.isCombining(scalar) {
      combine(scalar, range)
    } else if Folding.isSpoken(scalar) {
      emit(scalar, range)
    } else if scalar.isLetter || scalar.properties.isEmojiPresentation {
      // Other scripts and pictures leave a gap, so that their neighbours do not run together.
      emit(" ", range)
    }
  }

  /// Quotation marks are not heard. Between words that touch they leave a gap.
  private mutating func quotation(_ range: Range<Int>) {
    guard output.scalars.last?.isAlphanumeric == true, cursor.next?.isAlphanumeric == true else {
      return
    }
    // 5'10" is a height.
    emit(" ", range)
  }

  private static let clipped: Set<String> = [
    "em", "cause", "til", "tis", "twas", "bout", "round", "n", "cuz", "nuff", "tween", "twere",
  ]

  /// Apostrophes stay inside words and where they stand for letters; as quotation marks they go.
  private mutating func apostrophe(_ range: Range<Int>) {
    let before = output.scalars.last
    let after = cursor.next
    if before?.isAlphanumeric == true {
      if after?.isAlphanumeric == true || before == "s" || before == "n" { emit("'", range) }
      return
    }
    guard let after, after.isLetter else { return }
    var ahead = cursor
    if let word = ahead.letters(12), Self.clipped.contains(word.lowercased()) { emit("'", range) }
  }

  /// Joins an accent to the letter before it; drops it where no such letter exists.
  private mutating func combine(_ mark: Unicode.Scalar, _ range: Range<Int>) {
    guard let base = output.scalars.last, base.isLetter,
      let letter = Folding.composed(base, mark)
    else { return }
    let start = output.removeLast()
    output.append(letter, start..<range.upperBound)
  }
}

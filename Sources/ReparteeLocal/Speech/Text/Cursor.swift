/// A place in a text and the small steps that recognisers take from it.
///
/// A step either takes what it names and moves on, or leaves the cursor where it was. None looks further
/// than its own limit, so that a text is read in linear time whatever is in it.
struct Cursor {
  let text: [Unicode.Scalar]
  var at: Int

  var next: Unicode.Scalar? { peek(0) }
  var isAtEnd: Bool { at >= text.count }

  func peek(_ distance: Int) -> Unicode.Scalar? {
    let place = at + distance
    return place >= 0 && place < text.count ? text[place] : nil
  }

  /// Whether the cursor stands where a word or number can start.
  var isAtWordStart: Bool {
    guard let before = peek(-1) else { return true }
    if before.isAlphanumeric || before == "_" { return false }
    // Not the rest of 3.5 or 1,000.
    if before == "." || before == ",", next?.isDigit == true, peek(-2)?.isDigit == true {
      return false
    }
    return true
  }

  /// Whether what was taken last is not continued by letters or digits.
  var isAtWordEnd: Bool { next?.isAlphanumeric != true }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  mutating func take(oneOf scalars: String) -> Unicode.Scalar? {
    guard let next, scalars.unicodeScalars.contains(next) else { return nil }
    at += 1
    return next
  }

  /// Takes exactly this text, without regard to case if so wished.
  mutating func take(_ wanted: String, anyCase: Bool = false) -> Bool {
    var place = at
    for scalar in wanted.unicodeScalars {
      guard place < text.count else { return false }
      let own = anyCase ? text[place].lowered : text[place]
      guard own == scalar else { return false }
      place += 1
    }
    at = place
    return true
  }

  mutating func skipSpace() { _ = take(" ") }

  /// Digits, between these many; nil leaves the cursor.
  mutating func digits(_ count: ClosedRange<Int>) -> String? {
    var end = at
    while end < text.count, text[end].isDigit, end - at <= count.upperBound { end += 1 }
    guard count.contains(end - at) else { return nil }
    return taken(to: end)
  }

  /// A number with commas between thousands and a decimal part: 1,249.99.
  mutating func number() -> String? {
    var end = at
    while end < text.count, end - at < 40 {
      if text[end].isDigit {
        end += 1
      } else if text[end] == ",", end > at, thousands(end + 1) {
        end += 4
      } else {
        break
      }
    }
    guard end > at else { return nil }
    if end + 1 < text.count, text[end] == ".", text[end + 1].isDigit {
      var fraction = end + 1
      while fraction < text.count, text[fraction].isDigit, fraction - end < 20 { fraction += 1 }
      // 1.2.3 is no number.
      if !(fraction + 1 < text.count && text[fraction] == "." && text[fraction + 1].isDigit) {
        end = fraction
      }
    }
    return taken(to: end)
  }

  private func thousands(_ start: Int) -> Bool {
    guard start + 3 <= text.count, text[start..<start + 3].allSatisfy(\.isDigit) else {
      return false
    }
    return start + 3 == text.count || !text[start + 3].isDigit
  }

  /// Letters, at most `limit`; nil leaves the cursor.
  mutating func letters(_ limit: Int = 20) -> String? {
    var end = at
    while end < text.count, text[end].isLetter, end - at <= limit { end += 1 }
    guard end > at, end - at <= limit else { return nil }
    return taken(to: end)
  }

  private mutating func taken(to end: Int) -> String {
    defer { at = end }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[at..<end])
    return String(view)
  }

  /// The words before the cursor, nearest first, in lower case.
  func wordsBefore(_ count: Int) -> [String] {
    var words: [String] = []
    var place = at
    while words.count < count, place > 0, at - place < 60 {
      while place > 0, !text[place - 1].isLetter, at - place < 60 {
        if ".!?\n".unicodeScalars.contains(text[place - 1]) { return words }
        place -= 1
      }
      let end = place
      while place > 0, text[place - 1].isLetter, end - place < 30 { place -= 1 }
      guard end > place else { break }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text[place..<end])
      words.append(String(view).lowercased())
    }
    return words
  }

  /// Whether a sentence may end here: at the end of the text, or before a space and a capital.
  var isAtSentenceEnd: Bool {
    guard let next else { return true }
    if next == "\n" { return true }
    guard next == " ", let after = peek(1) else { return next == " " }
    return after.isCapital
  }
}

extension Unicode.Scalar {
  /// In lower case, for ASCII and for letters whose lower case is one scalar.
  var lowered: Unicode.Scalar {
    if value >= 0x41 && value <= 0x5A { return Unicode.Scalar(UInt8(value + 0x20)) }
    if value < 0x80 { return self }
    let lower = properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first ?? self : self
  }
}

/// The first pass over a request: leaves words, numbers and the signs that are said or heard.
///
/// Markup, emoji and control characters go, web addresses become words, given readings become marks, and
/// characters come down to the ones that the later passes know.
struct TextCleaner {
  let lexicon: UserLexicon
  var cursor: Cursor
  let source: SourcedText
  var output = SourcedText()

  static func clean(_ text: String, lexicon: UserLexicon) -> SourcedText {
    let source = SourcedText(text)
    var cleaner = TextCleaner(
      lexicon: lexicon, cursor: Cursor(text: source.scalars, at: 0), source: source)
    cleaner.run()
    return cleaner.output
  }

  private mutating func run() {
    var lineStart = true
    while let next = cursor.next {
      if lineStart {
        lineStart = false
        if markdownLine() { continue }
      }
      if next == "\n" || next == "\r" || next == "\u{2028}" || next == "\u{2029}" {
        breakLine()
        lineStart = true
        continue
      }
      if markup() || reading() || webAddress() { continue }
      character(next)
    }
  }

  /// The source of what lies between `start` and the cursor.
  func taken(from start: Int) -> Range<Int> { source.source(start..<cursor.at) }

  /// A line's end ends a sentence, unless the sentence plainly goes on in the next line.
  private mutating func breakLine() {
    let start = cursor.at
    var breaks = 0
    while let next = cursor.next, next.isSpace {
      if next == "\n" || next == "\u{2029}" { breaks += 1 }
      cursor.at += 1
    }
    let range = taken(from: start)
    let goesOn = breaks < 2 && cursor.next?.isSmall == true && endsOpen
    dropSpace()
    emit(goesOn ? " " : "\n", range)
  }

  private var endsOpen: Bool {
    guard let last = output.scalars.last else { return false }
    return last.isAlphanumeric || last == ","
  }

  mutating func dropSpace() {
    while output.scalars.last == " " { output.removeLast() }
  }

  /// Adds a scalar; spaces never double, and marks are not repeated.
  mutating func emit(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
    if ",.!?;:".unicodeScalars.contains(scalar), cursor.next?.isAlphanumeric != true { dropSpace() }
    let last = output.scalars.last
    switch scalar {
    case "\n" where last == nil || last == "\n": return
    case " ":
      if last == nil || last == " " || last == "\n" { return }
    case "!", "?", ",", ";", ":":
      if last == scalar {
        output.extendLast(to: range.upperBound)
        return
      }
    case ".":
      if last == "." || last == "…" {
        output.removeLast()
        output.append("…", range)
        return
      }
    case "…" where last == "…" || last == ".":
      output.removeLast()
    default: break
    }
    output.append(scalar, range)
  }

  mutating func emit(_ text: String, _ range: Range<Int>) {
    for scalar in text.unicodeScalars { emit(scalar, range) }
  }

  /// A reading given in the text, or by the user.
  private mutating func reading() -> Bool {
    if cursor.next == "[", let given = inlineReading() { return given }
    guard !lexicon.isEmpty, cursor.isAtWordStart else { return false }
    let start = cursor.at
    for length in lexicon.candidates(cursor) {
      var end = cursor
      end.at += length
      var view = String.UnicodeScalarView()
      view.append(contentsOf: cursor.text[start..<end.at])
      let word = String(view)
      guard let phonemes = lexicon[word] else { continue }
      cursor.at = end.at
      var said = Phonemes(phonemes)
      if cursor.take("'s") || cursor.take("’s") { said = WordReader.withS(said) }
      if add(FixedReading(word: word, phonemes: said), from: start) { return true }
      cursor.at = start
      return false
    }
    return false
  }

  /// `[word](/phonemes/)`. Nil when the text at the cursor is not one.
  private mutating func inlineReading() -> Bool? {
    let start = cursor.at
    var ahead = cursor
    ahead.at += 1
    guard let word = ahead.text(until: "]", limit: 80), ahead.take("(/"),
      let phonemes = ahead.text(until: "/", limit: 200), ahead.take(")"), !word.isEmpty
    else { return nil }
    cursor.at = ahead.at
    let reading = FixedReading(word: word, phonemes: Phonemes(phonemes))
    guard add(reading, from: start) else {
      cursor.at = start
      return nil
    }
    return true
  }

  /// Adds a reading as a word of its own.
  private mutating func add(_ reading: FixedReading, from start: Int) -> Bool {
    let range = taken(from: start)
    if output.scalars.last?.isAlphanumeric == true { emit(" ", range) }
    guard output.append(reading, range) else { return false }
    if cursor.next?.isAlphanumeric == true { emit(" ", range) }
    return true
  }
}

extension Cursor {
  /// What stands before the next `end`, which is taken too; nil when it is not near.
  mutating func text(until end: Unicode.Scalar, limit: Int) -> String? {
    var place = at
    var view = String.UnicodeScalarView()
    while place < text.count, place - at <= limit, text[place] != "\n" {
      if text[place] == end {
        at = place + 1
        return String(view)
      }
      view.append(text[place])
      place += 1
    }
    return nil
  }
}

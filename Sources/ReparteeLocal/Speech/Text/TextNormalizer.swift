/// The second pass over a request: what is written short is written out.
///
/// Numbers that stand by themselves stay in digits; the reader says them. Everything whose words depend on its
/// form (times, dates, telephone numbers, money, units, titles …) is recognised here, one place at a time.
struct TextNormalizer {
  private let input: SourcedText
  private var cursor: Cursor
  private var output = SourcedText()

  private init(_ input: SourcedText) {
    self.input = input
    cursor = Cursor(text: input.scalars, at: 0)
    output.adoptReadings(of: input)
  }

  /// A request, cleaned and written out.
  static func normalize(_ text: String, lexicon: UserLexicon = UserLexicon()) -> SourcedText {
    normalize(TextCleaner.clean(text, lexicon: lexicon))
  }

  /// - Parameter text: cleaned.
  static func normalize(_ text: SourcedText) -> SourcedText {
    var normalizer = TextNormalizer(text)
    normalizer.run()
    return normalizer.output
  }

  private mutating func run() {
    while let next = cursor.next {
      let start = cursor.at
      if let words = written(next) {
        emit(words, from: start)
      } else {
        cursor.at = start + 1
        emit(next, input.source(start..<start + 1))
      }
    }
  }

  /// The words for what stands at the cursor, which then stands behind it; nil for what is fine as it is.
  private mutating func written(_ next: Unicode.Scalar) -> String? {
    if next.isDigit {
      guard cursor.isAtWordStart else { return nil }
      return first(Numerals.recognizers)
    }
    if next.isLetter { return cursor.isAtWordStart ? first(Words.recognizers) : nil }
    if next == " " || next == "," { return nil }
    return first(Signs.recognizers)
  }

  private mutating func first(_ recognizers: [(inout Cursor) -> String?]) -> String? {
    let start = cursor.at
    for recognizer in recognizers {
      if let words = recognizer(&cursor), cursor.at > start { return words }
      cursor.at = start
    }
    return nil
  }

  private mutating func emit(_ words: String, from start: Int) {
    let range = input.source(start..<cursor.at)
    // Words do not touch what was written around them.
    let first = words.unicodeScalars.first
    if output.scalars.last?.isAlphanumeric == true, first?.isAlphanumeric == true {
      emit(" ", range)
    }
    for scalar in words.unicodeScalars { emit(scalar, range) }
    let last = words.unicodeScalars.last
    if last?.isAlphanumeric == true && cursor.next?.isAlphanumeric == true
      || last == "." && cursor.next == "."
    {
      emit(" ", range)
    }
  }

  private mutating func emit(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
    let last = output.scalars.last
    if scalar == " ", last == " " || last == nil || last == "\n" { return }
    output.append(scalar, range)
  }
}

/// The words for parts of numerals.
enum Spoken {
  static func join(_ words: [String]) -> String { words.joined(separator: " ") }

  static func cardinal(_ digits: String) -> String? {
    UInt64(digits).map { join(NumberWords.cardinal($0)) }
  }

  static func ordinal(_ digits: String) -> String? {
    UInt64(digits).map { join(NumberWords.ordinal($0)) }
  }

  /// A number with commas and a decimal part.
  static func number(_ text: String) -> String {
    guard let written = WrittenNumber(text, isHead: true) else { return text }
    return join(written.words(isHead: true, isMoney: true))
  }

  /// Digits one by one, zero as "oh".
  static func dialled(_ digits: some StringProtocol) -> String {
    join(NumberWords.digits(digits.unicodeScalars, zero: "oh"))
  }
}

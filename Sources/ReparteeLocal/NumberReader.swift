/// A number as it is said or written in one go: "nine thirty" is 9 and 30, "555 0199" is 555 and 0199.
struct NumberRun: Equatable {
  /// Each part's digits, with leading zeros where they were written.
  var parts: [String]
  /// Whether it may be no number at all: "one", "first" and "second" by themselves.
  var isWeak = false

  /// All digits in a row: how numbers are compared, whatever way they were cut.
  var digits: String { parts.joined() }
}

/// Finds the numbers in a text, in digits and in English words.
struct NumberReader {
  /// Nobody says a number of more parts.
  static let mostParts = 24

  private let tokens: [NumberToken]
  private var index = 0
  private var runs: [NumberRun] = []
  private var open: (parts: [String], from: Int, isRange: Bool)?

  private init(_ text: String) { tokens = NumberLexer.tokens(of: text) }

  /// The numbers of a text in order.
  static func runs(in text: String) -> [NumberRun] {
    var reader = NumberReader(text)
    reader.read()
    return reader.runs
  }

  private mutating func read() {
    while index < tokens.count {
      let start = index
      guard let parts = parts() else {
        close(before: index)
        index += 1
        continue
      }
      if let begun = open, continues(at: start), begun.parts.count < Self.mostParts {
        let isRange = begun.isRange || isRange(at: start)
        open = (begun.parts + parts, begun.from, isRange)
      } else {
        close(before: start)
        open = (parts, start, false)
      }
    }
    close(before: index)
  }

  private mutating func close(before end: Int) {
    guard let (parts, from, isRange) = open else { return }
    open = nil
    if isRange, parts.count == 2 {
      // "9-5": two times of day, not one number.
      runs += parts.map { NumberRun(parts: [Self.plain($0)]) }
    } else {
      let isWeak =
        end - from == 1 && NumberVocabulary.weak.contains(tokens[from].text) && !counts(from)
      runs.append(
        NumberRun(parts: parts.count == 1 ? [Self.plain(parts[0])] : parts, isWeak: isWeak))
    }
  }

  /// "09" is nine; "0199" is a number of its own.
  private static func plain(_ part: String) -> String {
    part.count == 2 && part.hasPrefix("0") ? String(part.dropFirst()) : part
  }

  /// Whether "one" at this place counts something or is a time of day.
  private func counts(_ place: Int) -> Bool {
    if place + 1 < tokens.count {
      let next = tokens[place + 1].text
      if next == "of" { return false }
      let singular = next.hasSuffix("s") ? String(next.dropLast()) : next
      if tokens[place + 1].gap.allSatisfy({ $0 == " " || $0 == "-" }),
        NumberVocabulary.counted.contains(singular) || NumberVocabulary.counted.contains(next)
      {
        return tokens[place].text == "one"
      }
    }
    guard tokens[place].text == "one", place > 0 else { return false }
    return NumberVocabulary.before.contains(tokens[place - 1].text)
  }

  /// Whether the number at `start` goes on the one before it.
  private func continues(at start: Int) -> Bool {
    let gap = tokens[start].gap
    // A full stop or a colon before a blank ends a sentence; inside a number it has none.
    if gap == "," {
      return tokens[start].kind == .digits && tokens[start].text.count <= 2
        && tokens[start - 1].kind == .digits
    }
    if gap.contains(where: { ".:/".contains($0) }) { return gap.count == 1 }
    return gap.count <= 3 && gap.allSatisfy { " -()\u{2011}\u{2013}".contains($0) }
  }

  private func isRange(at start: Int) -> Bool {
    let gap = tokens[start].gap
    guard start > 0, gap.contains("-") || gap.contains("\u{2013}") else { return false }
    return tokens[start].kind == .digits && tokens[start].text.count <= 2
      && tokens[start - 1].kind == .digits && tokens[start - 1].text.count <= 2
  }

  // MARK: One number

  /// The parts of the number that begins here, nil when none does.
  private mutating func parts() -> [String]? {
    let token = tokens[index]
    if token.kind == .digits { return digits() }
    if let clock = clock() { return clock }
    if let times = NumberVocabulary.repeats[token.text], index + 1 < tokens.count,
      let unit = unit(index + 1)
    {
      index += 2
      return [String(repeating: String(unit), count: times)]
    }
    if NumberVocabulary.letters.contains(token.text),
      open != nil && continues(at: index)
        || index + 1 < tokens.count && isDigitAfterLetter(index + 1)
    {
      index += 1
      return ["0"]
    }
    if open != nil, ["noon", "midnight"].contains(token.text) {
      index += 1
      return []
    }
    if open != nil, token.text == "point", index + 1 < tokens.count, below100(index + 1) != nil {
      index += 1
      return []
    }
    guard let (value, next) = compound(index) else { return nil }
    index = next
    return [String(value)]
  }

  /// Whether "oh" before this place begins a number: "oh two oh", but not "oh, two of them".
  private func isDigitAfterLetter(_ place: Int) -> Bool {
    [" ", "-"].contains(tokens[place].gap) && unit(place) != nil
  }

  /// A group of digits; a full hour or a full amount is the hour or the amount: 9:00, 95.00.
  private mutating func digits() -> [String]? {
    let text = tokens[index].text
    index += 1
    if open != nil, [":", ".", ","].contains(tokens[index - 1].gap), text.allSatisfy({ $0 == "0" })
    {
      return []
    }
    if index < tokens.count, let scale = scale(index), let value = Int(text) {
      let (product, overflow) = value.multipliedReportingOverflow(by: scale)
      if !overflow {
        index += 1
        return [String(product)]
      }
    }
    return [text]
  }

  /// "half past nine", "a quarter to ten".
  private mutating func clock() -> [String]? {
    let minutes = ["half": 30, "quarter": 15][tokens[index].text]
    guard let minutes, index + 2 < tokens.count, let (hour, next) = hour(index + 2) else {
      return nil
    }
    switch tokens[index + 1].text {
    case "past", "after":
      index = next
      return [String(hour), String(minutes)]
    case "to",
      "before" where minutes == 15:
      index = next
      return [String(hour == 1 ? 12 : hour - 1), "45"]
    default: return nil
    }
  }

  private func hour(_ place: Int) -> (Int, Int)? {
    let found =
      tokens[place].kind == .digits
      ? Int(tokens[place].text).map { ($0, place + 1) } : below100(place)
    return found.flatMap { (1...24).contains($0.0) ? $0 : nil }
  }

  private func compound(_ start: Int) -> (value: Int, next: Int)? {
    guard var (value, next) = below1000(start) else { return nil }
    var total = 0
    while value < 1_000_000, next < tokens.count,
      let scale = NumberVocabulary.scales[tokens[next].text]
    {
      total += value * scale
      value = 0
      next += 1
      if let (more, after) = below1000(skippingAnd(next)), next < tokens.count {
        (value, next) = (more, after)
      }
    }
    return (total + value, next)
  }

  private func below1000(_ start: Int) -> (Int, Int)? {
    guard start < tokens.count else { return nil }
    var (value, next) = below100(start) ?? (1, start)
    guard next < tokens.count, tokens[next].text == "hundred" else {
      if next == start, NumberVocabulary.scales[tokens[start].text] != nil { return (1, start) }
      return next > start ? (value, next) : nil
    }
    value *= 100
    next += 1
    if let (more, after) = below100(skippingAnd(next)) { return (value + more, after) }
    return (value, next)
  }

  private func below100(_ start: Int) -> (Int, Int)? {
    guard start < tokens.count else { return nil }
    let text = tokens[start].text
    if let teen = NumberVocabulary.teens[text] { return (teen, start + 1) }
    if let ten = NumberVocabulary.tens[text] {
      guard let unit = unit(start + 1), unit > 0, [" ", "-"].contains(tokens[start + 1].gap) else {
        return (ten, start + 1)
      }
      return (ten + unit, start + 2)
    }
    return unit(start).map { ($0, start + 1) }
  }

  private func unit(_ place: Int) -> Int? {
    guard place < tokens.count else { return nil }
    if tokens[place].kind == .digits, tokens[place].text.count == 1 { return nil }
    return NumberVocabulary.units[tokens[place].text]
  }

  private func scale(_ place: Int) -> Int? {
    tokens[place].text == "hundred" ? 100 : NumberVocabulary.scales[tokens[place].text]
  }

  private func skippingAnd(_ place: Int) -> Int {
    place < tokens.count && tokens[place].text == "and" ? place + 1 : place
  }
}

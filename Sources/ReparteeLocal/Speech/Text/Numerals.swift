/// Recognisers of what begins with a digit. Each is given a cursor at the digit and gives the words, or nil.
enum Numerals {
  typealias Recognizer = (inout Cursor) -> String?

  /// In order: the more specific first.
  static var recognizers: [Recognizer] {
    [
      date, phone, timeSpan, height, fraction, version, amount, span, product, measure, long,
    ]
  }

  /// A sign that joins two ends of a span, with or without spaces.
  static func takeTo(_ cursor: inout Cursor) -> Bool {
    let start = cursor.at
    cursor.skipSpace()
    let spaced = cursor.at > start
    let sign = cursor.take(oneOf: "-–—")
    guard let sign, !spaced || (sign != "-" && cursor.next == " ") else {
      cursor.at = start
      return false
    }
    if spaced { cursor.skipSpace() }
    return true
  }

  /// 5-10, 1990–1995.
  static func span(_ cursor: inout Cursor) -> String? {
    guard let first = cursor.number(), takeTo(&cursor) else { return nil }
    var ahead = cursor
    guard let second = ahead.number(), !(ahead.next == "-" && ahead.peek(1)?.isDigit == true)
    else { return nil }
    // "555-01" and the like are codes, not spans.
    guard !second.hasPrefix("0") || second.hasPrefix("0.") else { return nil }
    guard first != "0", !(first.count > 1 && first.hasPrefix("0")) else { return nil }
    return first + " to "
  }

  /// 10x20, 3 × 4, 3 * 4.
  static func product(_ cursor: inout Cursor) -> String? {
    guard let first = cursor.number() else { return nil }
    let start = cursor.at
    cursor.skipSpace()
    guard let sign = cursor.take(oneOf: "x×*") else { return nil }
    let tight = cursor.at == start + 1
    cursor.skipSpace()
    guard cursor.next?.isDigit == true, sign != "x" || tight == (cursor.at == start + 1) else {
      return nil
    }
    return first + (sign == "x" ? " by " : " times ")
  }

  /// 5'10" or 5'10, whose quotation mark is gone already.
  static func height(_ cursor: inout Cursor) -> String? {
    guard let feet = cursor.digits(1...1), cursor.take("'"), let inches = cursor.digits(1...2),
      cursor.isAtWordEnd, let said = Int(inches), said < 12
    else { return nil }
    return "\(feet) foot \(said)"
  }

  /// 1.2.3 and 192.168.0.1.
  static func version(_ cursor: inout Cursor) -> String? {
    guard var words = cursor.digits(1...8) else { return nil }
    var points = 0
    while cursor.next == ".", cursor.peek(1)?.isDigit == true, points < 16 {
      cursor.at += 1
      guard let part = cursor.digits(1...8) else { return nil }
      words += " point " + part
      points += 1
    }
    return points >= 2 && cursor.isAtWordEnd ? words : nil
  }

  private static let denominators: [String: (one: String, many: String)] = [
    "2": ("half", "halves"), "3": ("third", "thirds"), "4": ("quarter", "quarters"),
    "5": ("fifth", "fifths"), "6": ("sixth", "sixths"), "7": ("seventh", "sevenths"),
    "8": ("eighth", "eighths"), "9": ("ninth", "ninths"), "10": ("tenth", "tenths"),
    "12": ("twelfth", "twelfths"), "16": ("sixteenth", "sixteenths"),
    "32": ("thirty second", "thirty seconds"), "100": ("hundredth", "hundredths"),
  ]

  private static let signs: [Unicode.Scalar: (top: String, bottom: String)] = [
    "½": ("1", "2"), "¼": ("1", "4"), "¾": ("3", "4"), "⅓": ("1", "3"), "⅔": ("2", "3"),
    "⅛": ("1", "8"), "⅜": ("3", "8"), "⅝": ("5", "8"), "⅞": ("7", "8"),
  ]

  /// 1/2, 2 1/2, 2½; and 24/7 and 7/16, which are said as two numbers.
  static func fraction(_ cursor: inout Cursor) -> String? {
    let start = cursor.at
    guard let whole = cursor.digits(1...4) else { return nil }
    let end = cursor.at
    cursor.skipSpace()
    if let part = fractionSign(&cursor) { return whole + " and " + part }
    if cursor.at > end, let part = written(&cursor, mixed: true) { return whole + " and " + part }
    cursor.at = start
    return written(&cursor, mixed: false)
  }

  /// One of the fraction signs.
  static func fractionSign(_ cursor: inout Cursor) -> String? {
    guard let next = cursor.next, let parts = signs[next] else { return nil }
    cursor.at += 1
    return said(parts.top, parts.bottom, mixed: cursor.peek(-2)?.isDigit == true)
  }

  private static func written(_ cursor: inout Cursor, mixed: Bool) -> String? {
    guard let top = cursor.digits(1...3), cursor.take("/"), let bottom = cursor.digits(1...3),
      cursor.isAtWordEnd, cursor.next != "/"
    else { return nil }
    if let words = said(top, bottom, mixed: mixed) { return words }
    return mixed ? nil : top + " " + bottom
  }

  private static func said(_ top: String, _ bottom: String, mixed: Bool) -> String? {
    guard let name = denominators[bottom], let count = Int(top), let size = Int(bottom),
      count > 0, count < size
    else { return nil }
    if count == 1 {
      if mixed { return bottom == "8" ? "an eighth" : "a " + name.one }
      return "one " + name.one
    }
    return top + " " + name.many
  }

  /// Long codes, and numbers that begin with zero: digit by digit.
  static func long(_ cursor: inout Cursor) -> String? {
    guard let digits = cursor.digits(2...64), cursor.isAtWordEnd,
      cursor.next != "." || !(cursor.peek(1)?.isDigit ?? false)
    else { return nil }
    let isCode = digits.hasPrefix("0") || digits.count > 12
    guard isCode else { return nil }
    return Spoken.join(
      NumberWords.digits(digits.unicodeScalars, zero: digits.count > 3 ? "oh" : "zero"))
  }
}

/// Recognisers of what begins with a sign.
enum Signs {
  static var recognizers: [Numerals.Recognizer] {
    [money, Numerals.phoneWithSign, fraction, number, operation, single]
  }

  /// $5, £1,249.99, $3.2 billion, $5-10, -$20, US$ 5.
  static func money(_ cursor: inout Cursor) -> String? {
    let isNegative = cursor.take("-")
    guard let sign = cursor.next, let money = Currency.named(sign) else { return nil }
    cursor.at += 1
    cursor.skipSpace()
    guard let number = cursor.number() else { return nil }
    let minus = isNegative ? "minus " : ""
    if let size = Numerals.magnitude(&cursor) {
      return minus + Spoken.number(number) + " " + size + " " + money.many
    }
    let end = cursor.at
    if Numerals.takeTo(&cursor) {
      _ = cursor.take(sign)
      if let second = cursor.number() {
        if let size = Numerals.magnitude(&cursor) {
          return Spoken.number(number) + " to " + Spoken.number(second) + " " + size + " "
            + money.many
        }
        if cursor.isAtWordEnd {
          return minus + first(number, money) + " to " + Numerals.said(second, in: money)
        }
      }
    }
    cursor.at = end
    // "$5.00/month".
    let per = cursor.next == "/" && cursor.peek(1)?.isLetter == true
    if per { cursor.at += 1 }
    return minus + Numerals.said(number, in: money) + (per ? " per " : "")
  }

  /// The lower end of a span, which needs no unit when it is whole.
  private static func first(_ number: String, _ money: Currency) -> String {
    number.contains(".") ? Numerals.said(number, in: money) : Spoken.number(number)
  }

  static func fraction(_ cursor: inout Cursor) -> String? { Numerals.fractionSign(&cursor) }

  /// #5 and .5.
  static func number(_ cursor: inout Cursor) -> String? {
    if cursor.take("#") {
      if cursor.next?.isDigit == true { return "number " }
      // Alone it is a key of the telephone, as the star is.
      return cursor.next?.isLetter == true ? "hashtag " : cursor.next == "#" ? nil : "pound"
    }
    guard cursor.isAtWordStart, cursor.take("."), let digits = cursor.digits(1...18),
      cursor.isAtWordEnd
    else { return nil }
    return Spoken.join(NumberWords.decimals(digits.unicodeScalars))
  }

  /// Arithmetic signs between numbers or names.
  static func operation(_ cursor: inout Cursor) -> String? {
    let spaced = cursor.peek(-1) == " " && cursor.peek(1) == " "
    guard let sign = cursor.next, spaced || sign == "=" || sign == "÷" || sign == "×" else {
      return nil
    }
    let digits = cursor.peek(-2)?.isDigit == true && cursor.peek(2)?.isDigit == true
    cursor.at += 1
    switch sign {
    case "=": return cursor.take("=") ? nil : " equals "
    case "<": return "less than"
    case ">": return "greater than"
    case "+": return "plus"
    case "-" where digits: return "minus"
    case "*" where digits, "×": return " times "
    case "*": return "star"
    case "/" where digits, "÷": return " divided by "
    case "|": return ","
    default: return nil
    }
  }

  private static let names: [Unicode.Scalar: String] = [
    "~": " about ", "§": " section ", "¶": " paragraph ", "±": " plus or minus ",
    "©": " copyright ", "°": " degrees ", "²": " squared ", "³": " cubed ", "≤": " at most ",
    "≥": " at least ", "≠": " is not ", "∞": " infinity ", "√": " square root of ",
    "^": " to the power of ", "\\": " ", "|": ", ", "_": " ", "*": " ", "`": " ", "<": " ",
    ">": " ", "{": " ", "}": " ", "#": " ", "¢": " cents ", "[": " ", "]": " ",
  ]

  /// Signs that always mean the same.
  static func single(_ cursor: inout Cursor) -> String? {
    guard let sign = cursor.next else { return nil }
    if sign == "/" { return slash(&cursor) }
    guard let name = names[sign] else { return nil }
    cursor.at += 1
    return name
  }

  /// Between words a slash is a gap; after a number and before a letter it is "per".
  private static func slash(_ cursor: inout Cursor) -> String? {
    let before = cursor.peek(-1)
    let after = cursor.peek(1)
    cursor.at += 1
    if before?.isDigit == true, after?.isLetter == true {
      let start = cursor.at
      if let unit = cursor.letters(4), let names = Units.named(unit, tight: true) {
        return " per " + names.one
      }
      cursor.at = start
      return " per "
    }
    if before?.isLetter == true, after?.isLetter == true { return nil }
    return before?.isDigit == true && after?.isDigit == true ? " slash " : " "
  }
}

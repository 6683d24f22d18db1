extension Numerals {
  /// 2019-10-12, 10/12/2019, 5 January 2020.
  static func date(_ cursor: inout Cursor) -> String? {
    let start = cursor.at
    for form in [numericDate, isoDate, dayMonth] {
      if let words = form(&cursor), cursor.isAtWordEnd { return words }
      cursor.at = start
    }
    return nil
  }

  /// A date in words. The year stays in digits, which are read as a year.
  static func said(year: String, month: Int, day: Int) -> String? {
    guard let name = Months.name(month), day >= 1, day <= 31 else { return nil }
    return "\(name) \(Spoken.join(NumberWords.ordinal(UInt64(day)))), \(year)"
  }

  private static func isoDate(_ cursor: inout Cursor) -> String? {
    guard let year = cursor.digits(4...4), let sign = cursor.take(oneOf: "-/."),
      let month = cursor.digits(2...2), cursor.take(sign), let day = cursor.digits(2...2)
    else { return nil }
    return said(year: year, month: Int(month) ?? 0, day: Int(day) ?? 0)
  }

  /// Month first; where that cannot be, day first.
  private static func numericDate(_ cursor: inout Cursor) -> String? {
    guard let first = cursor.digits(1...2), let sign = cursor.take(oneOf: "/-."),
      let second = cursor.digits(1...2), cursor.take(sign), let digits = cursor.digits(2...4),
      digits.count != 3, cursor.next != sign || cursor.peek(1)?.isDigit != true
    else { return nil }
    // 1.2.34 is rather a version.
    guard sign == "/" || digits.count == 4, let left = Int(first), let right = Int(second) else {
      return nil
    }
    var year = digits
    if digits.count == 2, let value = Int(digits) { year = (value < 50 ? "20" : "19") + digits }
    return said(year: year, month: left, day: right) ?? said(year: year, month: right, day: left)
  }

  /// 5 January 2020, 5th Jan.
  private static func dayMonth(_ cursor: inout Cursor) -> String? {
    guard let day = dayNumber(&cursor), cursor.take(" ") else { return nil }
    guard let month = Months.take(&cursor, needsPoint: false) else { return nil }
    let words = "the \(Spoken.join(NumberWords.ordinal(UInt64(day)))) of \(month)"
    let end = cursor.at
    _ = cursor.take(",")
    if cursor.take(" "), let year = cursor.digits(4...4), cursor.isAtWordEnd {
      return words + " " + year
    }
    cursor.at = end
    return words
  }

  /// 1…31 with or without "th".
  static func dayNumber(_ cursor: inout Cursor) -> Int? {
    guard let digits = cursor.digits(1...2), let day = Int(digits), day >= 1, day <= 31 else {
      return nil
    }
    for ending in ["st", "nd", "rd", "th"] where cursor.take(ending, anyCase: true) { break }
    return cursor.isAtWordEnd ? day : nil
  }
}

/// The months and how they are shortened.
enum Months {
  private static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  static func name(_ number: Int) -> String? {
    number >= 1 && number <= 12 ? names[number - 1] : nil
  }

  /// Takes a month's name or short form, capitalised, with the point that may follow a short one.
  /// - Parameter needsPoint: whether a short form must have its point.
  static func take(_ cursor: inout Cursor, needsPoint: Bool) -> String? {
    let start = cursor.at
    guard cursor.next?.isCapital == true, let word = cursor.letters(9), word.count >= 3 else {
      cursor.at = start
      return nil
    }
    if names.contains(word) { return word }
    let isShort = word.count == 3 || word == "Sept"
    guard isShort, let name = names.first(where: { $0.hasPrefix(word) }),
      cursor.take(".") || !needsPoint
    else {
      cursor.at = start
      return nil
    }
    return name
  }
}

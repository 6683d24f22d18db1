extension Numerals {
  /// 9:30, 9:30am, 14:05, 10:30:15, 5 pm, 9:30-10:30.
  static func timeSpan(_ cursor: inout Cursor) -> String? {
    let start = cursor.at
    guard let first = time(&cursor) else {
      cursor.at = start
      return hourSpan(&cursor)
    }
    let end = cursor.at
    if takeTo(&cursor), cursor.next?.isDigit == true, let second = time(&cursor) {
      return first + " to " + second
    }
    cursor.at = end
    return first
  }

  /// 9-5pm, whose first hour is bare.
  private static func hourSpan(_ cursor: inout Cursor) -> String? {
    guard let first = cursor.digits(1...2), takeTo(&cursor), cursor.next?.isDigit == true,
      let second = time(&cursor), second.contains("M")
    else { return nil }
    return Spoken.cardinal(first).map { $0 + " to " + second }
  }

  private static func time(_ cursor: inout Cursor) -> String? {
    guard let hour = cursor.digits(1...2), let value = Int(hour), value <= 24 else { return nil }
    guard cursor.next == ":", let minutes = minutes(&cursor) else {
      guard value >= 1, value <= 12, let half = halfOfDay(&cursor) else { return nil }
      return Spoken.cardinal(hour).map { $0 + " " + half }
    }
    let seconds = cursor.next == ":" ? self.minutes(&cursor) : nil
    guard cursor.next?.isDigit != true, cursor.next != ":" else { return nil }
    let half = halfOfDay(&cursor)
    var words: String
    if value == 0 || value == 24, minutes == "00", half == nil, seconds == nil { return "midnight" }
    words = Spoken.join(NumberWords.cardinal(UInt64(value)))
    if minutes == "00" {
      if half == nil { words += value > 12 ? " hundred" : seconds == nil ? " o'clock" : "" }
    } else {
      words += " " + (minutes.hasPrefix("0") ? "oh " : "") + (Spoken.cardinal(minutes) ?? "")
    }
    if let seconds, let said = Spoken.cardinal(seconds) { words += " and \(said) seconds" }
    return words + (half.map { " " + $0 } ?? "")
  }

  /// A colon and two digits up to 59.
  private static func minutes(_ cursor: inout Cursor) -> String? {
    let start = cursor.at
    guard cursor.take(":"), let digits = cursor.digits(2...2), let value = Int(digits), value < 60
    else {
      cursor.at = start
      return nil
    }
    return digits
  }

  /// am, a.m., PM and so on. The point that also ends a sentence is kept.
  private static func halfOfDay(_ cursor: inout Cursor) -> String? {
    let start = cursor.at
    cursor.skipSpace()
    guard let letter = cursor.take(oneOf: "aApP") else {
      cursor.at = start
      return nil
    }
    let dotted = cursor.take(".")
    if dotted { cursor.skipSpace() }
    guard cursor.take("m") || cursor.take("M"), cursor.isAtWordEnd, cursor.next != "'" else {
      cursor.at = start
      return nil
    }
    let said = letter.lowered == "a" ? "A.M." : "P.M."
    guard dotted, cursor.take("."), cursor.isAtSentenceEnd else { return said }
    return said + " ."
  }
}

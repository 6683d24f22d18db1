/// Recognisers of what begins with a letter.
enum Words {
  static var recognizers: [Numerals.Recognizer] {
    [weekdays, monthDay, amount, title, numbered, roman, abbreviation]
  }

  /// January 5th, 2020; Oct. 12; Sept 3–5; May 2024.
  static func monthDay(_ cursor: inout Cursor) -> String? {
    guard let month = Months.take(&cursor, needsPoint: false), cursor.take(" ") else { return nil }
    let start = cursor.at
    guard let day = Numerals.dayNumber(&cursor), !isMore(cursor) else {
      // "Oct 2019", where only the month is short.
      cursor.at = start
      guard let year = cursor.digits(4...4), cursor.isAtWordEnd else { return nil }
      return month + " " + year
    }
    var words = month + " " + Spoken.join(NumberWords.ordinal(UInt64(day)))
    var end = cursor.at
    if Numerals.takeTo(&cursor), let last = Numerals.dayNumber(&cursor), !isMore(cursor) {
      words += " to " + Spoken.join(NumberWords.ordinal(UInt64(last)))
      end = cursor.at
    }
    cursor.at = end
    _ = cursor.take(",")
    if cursor.take(" "), let year = cursor.digits(4...4), cursor.isAtWordEnd, !isMore(cursor) {
      return words + ", " + year
    }
    cursor.at = end
    return words
  }

  private static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// Mon-Fri, Tuesday–Thursday.
  static func weekdays(_ cursor: inout Cursor) -> String? {
    guard let first = weekday(&cursor), Numerals.takeTo(&cursor), let second = weekday(&cursor)
    else { return nil }
    return first + " to " + second
  }

  private static func weekday(_ cursor: inout Cursor) -> String? {
    guard cursor.next?.isCapital == true, let word = cursor.letters(9), word.count >= 3,
      let name = days.first(where: { $0.hasPrefix(word) })
    else { return nil }
    if word == name { return name }
    guard word.count <= 5 else { return nil }
    let end = cursor.at
    if cursor.take("."), cursor.isAtSentenceEnd { cursor.at = end }
    return name
  }

  /// Whether a number goes on: 5:30, 5%, 5.5, 5/6.
  private static func isMore(_ cursor: Cursor) -> Bool {
    guard let next = cursor.next else { return false }
    if next == ":" || next == "%" || next == "/" || next == "°" { return true }
    return (next == "." || next == ",") && cursor.peek(1)?.isDigit == true
  }

  /// USD 50, Rs 500, US$5.
  static func amount(_ cursor: inout Cursor) -> String? {
    for (code, sign) in [("US$", "$"), ("Rs. ", "₹"), ("Rs ", "₹"), ("Rs.", "₹")] {
      let start = cursor.at
      if cursor.take(code), let number = cursor.number(), let scalar = sign.unicodeScalars.first,
        let money = Currency.named(scalar)
      {
        return Numerals.said(number, in: money)
      }
      cursor.at = start
    }
    guard let code = cursor.letters(3), code.count == 3, let money = Currency.coded(code) else {
      return nil
    }
    cursor.skipSpace()
    guard let number = cursor.number() else { return nil }
    if let size = Numerals.magnitude(&cursor) {
      return "\(Spoken.number(number)) \(size) \(money.many)"
    }
    return cursor.isAtWordEnd ? Numerals.said(number, in: money) : nil
  }

  private static let titles: [String: String] = [
    "Mr": "Mr", "Mrs": "Mrs", "Ms": "Miz", "Dr": "Doctor", "Prof": "Professor", "St": "Saint",
    "Mt": "Mount", "Ft": "Fort", "Gen": "General", "Gov": "Governor", "Sen": "Senator",
    "Rep": "Representative", "Capt": "Captain", "Lt": "Lieutenant", "Col": "Colonel",
    "Sgt": "Sergeant", "Cpl": "Corporal", "Maj": "Major", "Adm": "Admiral", "Rev": "Reverend",
    "Hon": "Honorable", "Pres": "President", "Fr": "Father", "Cmdr": "Commander",
  ]

  /// Dr. Chen, St Mary's. Before anything but a name these are streets or other words.
  static func title(_ cursor: inout Cursor) -> String? {
    let before = cursor
    guard let word = cursor.letters(4), let name = titles[word] else { return nil }
    let point = cursor.take(".")
    guard cursor.next == " ", let after = cursor.peek(1) else {
      return point && word.hasPrefix("M") && name.hasPrefix("M") && word != "Mt" ? name : nil
    }
    guard after.isCapital else {
      // "Mr. and Mrs. Jones".
      return point && ["Mr", "Mrs", "Ms", "Prof"].contains(word) ? name : nil
    }
    guard point || ["Mr", "Mrs", "Ms", "Dr", "St", "Mt", "Prof"].contains(word) else { return nil }
    if word == "St" || word == "Dr", followsName(before) { return nil }
    return name
  }

  /// Whether a capitalised word or a number stands directly before, as in "12 Oak St.".
  private static func followsName(_ cursor: Cursor) -> Bool {
    guard cursor.peek(-1) == " " else { return false }
    var place = cursor.at - 1
    while place > 0, cursor.text[place - 1].isAlphanumeric, cursor.at - place < 30 { place -= 1 }
    guard place < cursor.at - 1, cursor.text[place].isCapital else { return false }
    // At the start of a sentence every word has a capital.
    return place >= 2 && cursor.text[place - 1] == " "
      && !".!?".unicodeScalars.contains(cursor.text[place - 2])
  }

  /// No. 5, nos. 5, p. 12, pp. 10-12.
  static func numbered(_ cursor: inout Cursor) -> String? {
    for (short, name) in [
      ("No. ", "Number "), ("no. ", "number "), ("Nos. ", "Numbers "), ("nos. ", "numbers "),
      ("No ", "Number "), ("pp. ", "pages "), ("p. ", "page "), ("pg. ", "page "),
      ("Fig. ", "Figure "), ("fig. ", "figure "), ("Vol. ", "Volume "), ("vol. ", "volume "),
      ("Ch. ", "Chapter "), ("ch. ", "chapter "), ("Sec. ", "Section "), ("sec. ", "section "),
      ("ext. ", "extension "), ("Ext. ", "extension "), ("ext ", "extension "), ("x", "extension "),
    ] {
      let start = cursor.at
      if cursor.take(short), cursor.next?.isDigit == true {
        if short != "x" { return name }
        if cursor.peek(-2) == " ", cursor.peek(-3)?.isDigit == true { return name }
      }
      cursor.at = start
    }
    return nil
  }
}

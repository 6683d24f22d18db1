extension Words {
  /// Short forms that end in a point, and what they stand for.
  private static let pointed: [String: String] = [
    "Jr": "Junior", "Sr": "Senior", "St": "Street", "Dr": "Drive", "Ave": "Avenue",
    "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane", "Hwy": "Highway", "Pkwy": "Parkway",
    "Ct": "Court", "Sq": "Square", "Pl": "Place", "Ste": "Suite", "Apt": "Apartment",
    "apt": "apartment", "Bldg": "Building", "Ltd": "Limited", "Inc": "Incorporated",
    "Corp": "Corporation", "Co": "Company", "Bros": "Brothers", "Dept": "Department",
    "dept": "department", "Univ": "University", "Assn": "Association", "Govt": "Government",
    "Atty": "Attorney", "Supt": "Superintendent", "Mt": "Mount", "Ft": "Fort",
    "approx": "approximately", "Approx": "Approximately", "est": "established",
    "appt": "appointment",
    "appts": "appointments", "max": "maximum", "avg": "average", "incl": "including",
    "excl": "excluding", "vs": "versus", "cf": "compare", "ed": "edition", "eds": "editors",
    "etc": "etcetera", "misc": "miscellaneous", "esp": "especially", "temp": "temperature",
    "tel": "telephone", "Tel": "Telephone", "Jan": "January", "Feb": "February", "Mar": "March",
    "Apr": "April", "Jun": "June", "Jul": "July", "Aug": "August", "Sep": "September",
    "Sept": "September", "Oct": "October", "Nov": "November", "Dec": "December", "Mon": "Monday",
    "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday",
    "Thur": "Thursday", "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
    "hr": "hour", "hrs": "hours", "min": "minutes", "mins": "minutes", "lbs": "pounds",
  ]

  /// Short forms that are clear without a point.
  private static let bare: [String: String] = [
    "vs": "versus", "w/": "with ", "w/o": "without ", "aka": "also known as",
    "AKA": "also known as",
    "BTW": "by the way", "btw": "by the way", "IMO": "in my opinion", "TBD": "to be determined",
    "etc": "etcetera", "approx": "approximately", "appt": "appointment", "Blvd": "Boulevard",
    "FYI": "F.Y.I.", "Ave": "Avenue", "b/c": "because", "Bldg": "Building", "Pkwy": "Parkway",
    "Hwy": "Highway", "Dept": "Department", "Thurs": "Thursday", "Tues": "Tuesday",
  ]

  /// Words that are also short forms: only with their point and not at the end of a sentence.
  private static let ambiguous: Set<String> = [
    "Sun", "Sat", "Mar", "Jun", "ed", "max", "min", "temp", "est", "Co", "Pl", "Sq", "hr",
  ]

  static func abbreviation(_ cursor: inout Cursor) -> String? {
    if let phrase = latin(&cursor) { return phrase }
    let start = cursor.at
    for short in ["w/o", "w/", "b/c"] where cursor.take(short) {
      if short != "w/" || cursor.next == " " || cursor.next?.isLetter == true {
        return bare[short]
      }
      cursor.at = start
    }
    guard let word = cursor.letters(7), cursor.isAtWordEnd, cursor.next != "'" else { return nil }
    guard cursor.next == ".", let name = pointed[word] else { return bare[word] }
    guard cursor.peek(1)?.isAlphanumeric != true else { return nil }
    cursor.at += 1
    guard cursor.isAtSentenceEnd else { return name }
    if ambiguous.contains(word) { return nil }
    // The point is the sentence's, too, at the end of the text and after what rarely stands before a name.
    let ends = cursor.next == nil || cursor.next == "\n" || word == "etc" || startsSentence(cursor)
    return ends ? name + "." : name
  }

  private static let starters: Set<String> = [
    "A", "An", "And", "Are", "At", "But", "Call", "Can", "Do", "For", "He", "How", "I", "If", "In",
    "Is", "It", "Its", "My", "No", "On", "Our", "Please", "She", "So", "Take", "That", "The",
    "Then", "There", "They", "This", "To", "Turn", "We", "What", "When", "Where", "Would", "Yes",
    "You", "Your",
  ]

  /// Whether the word after the space at the cursor is one that sentences start with.
  private static func startsSentence(_ cursor: Cursor) -> Bool {
    var ahead = cursor
    guard ahead.take(" "), let word = ahead.letters(8) else { return false }
    return starters.contains(word)
  }

  private static func latin(_ cursor: inout Cursor) -> String? {
    let start = cursor.at
    for (short, meaning) in [("e.g.", "for example"), ("i.e.", "that is"), ("et al.", "et al")] {
      if cursor.take(short, anyCase: true) {
        let capital = cursor.text[start].isCapital
        return capital ? meaning.prefix(1).uppercased() + meaning.dropFirst() : meaning
      }
    }
    return nil
  }

  private static let counted: Set<String> = [
    "chapter", "part", "act", "scene", "section", "volume", "book", "phase", "article", "war",
    "type", "level", "stage", "class", "grade", "bowl", "apollo", "gemini", "episode", "round",
    "rocky", "appendix", "title", "mark", "fantasy", "figure", "table", "unit", "category",
  ]

  private static let crowned: Set<String> = [
    "pope", "king", "queen", "henry", "louis", "edward", "george", "william", "charles", "james",
    "richard", "elizabeth", "napoleon", "pius", "benedict", "leo", "paul", "ramses", "frederick",
    "philip", "alexander", "nicholas", "peter", "catherine", "ivan", "umberto", "emmanuel",
    "gustav", "christian", "ferdinand", "innocent", "gregory", "clement", "john", "margaret",
  ]

  /// Roman numerals after a word that is counted so, or after a ruler's name.
  static func roman(_ cursor: inout Cursor) -> String? {
    let before = cursor.wordsBefore(1).first
    guard cursor.peek(-1) == " ", let before,
      let letters = cursor.letters(8), cursor.isAtWordEnd, cursor.next != "'",
      let value = RomanNumeral.value(of: letters)
    else { return nil }
    if crowned.contains(before) {
      // "Peter I think": a single I is a word.
      guard letters.count > 1 || letters == "V" || letters == "X" else { return nil }
      return "the " + Spoken.join(NumberWords.ordinal(UInt64(value)))
    }
    return counted.contains(before) ? "\(value)" : nil
  }
}

/// Roman numerals up to 89, in capitals and in their proper form.
enum RomanNumeral {
  static func value(of text: String) -> Int? {
    let values: [Character: Int] = ["I": 1, "V": 5, "X": 10, "L": 50]
    var total = 0
    var last = 0
    for letter in text.reversed() {
      guard let value = values[letter] else { return nil }
      total += value < last ? -value : value
      last = max(last, value)
    }
    return total > 0 && total < 90 && numeral(total) == text ? total : nil
  }

  private static func numeral(_ value: Int) -> String {
    let parts = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    var rest = value
    var text = ""
    for (size, letters) in parts {
      while rest >= size {
        text += letters
        rest -= size
      }
    }
    return text
  }
}

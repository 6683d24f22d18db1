/// The English words for numbers.
enum NumberVocabulary {
  /// 0…9, and the ordinals that can follow a ten.
  static let units: [String: Int] = [
    "zero": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
  ]

  /// Words that nothing below a hundred follows.
  static let teens: [String: Int] = [
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "noon": 12, "midnight": 12,
    "dozen": 12, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30,
  ]

  static let tens: [String: Int] = [
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
  ]

  static let scales: [String: Int] = ["thousand": 1_000, "million": 1_000_000]

  /// Zero, but only among other digits.
  static let letters: Set<String> = ["o", "oh"]

  static let repeats: [String: Int] = ["double": 2, "triple": 3]

  /// Words that are numbers only in company: "no one", "first of all", "just a second".
  static let weak: Set<String> = ["one", "first", "second"]

  /// What follows a number that counts something, so that "one dollar" is a number.
  static let counted: Set<String> = [
    "dollar", "cent", "euro", "pound", "percent", "hour", "minute", "day", "week", "month", "year",
    "night", "mile", "am", "pm", "o'clock", "oclock", "person", "people", "block", "floor",
  ]

  /// What comes before a number that is a time.
  static let before: Set<String> = ["at", "from", "until", "till", "to", "by", "before", "after"]
}

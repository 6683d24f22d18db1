/// Numbers in words, American style without "and".
enum NumberWords {
  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ]
  private static let tens = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  private static let scales: [(size: UInt64, name: String)] = [
    (1_000_000_000_000_000_000, "quintillion"), (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"),
    (1000, "thousand"),
  ]

  static func cardinal(_ number: UInt64) -> [String] {
    guard number > 0 else { return ["zero"] }
    var rest = number
    var words: [String] = []
    for (size, name) in scales where rest >= size {
      words += belowThousand(Int(rest / size)) + [name]
      rest %= size
    }
    return words + (rest > 0 ? belowThousand(Int(rest)) : [])
  }

  private static func belowThousand(_ number: Int) -> [String] {
    var words: [String] = []
    if number >= 100 { words += [small[number / 100 % 10], "hundred"] }
    let rest = number % 100
    if rest >= 20 {
      words.append(tens[rest / 10])
      if rest % 10 > 0 { words.append(small[rest % 10]) }
    } else if rest > 0 {
      words.append(small[rest])
    }
    return words
  }

  static func ordinal(_ number: UInt64) -> [String] {
    var words = cardinal(number)
    guard let last = words.popLast() else { return words }
    return words + [ordinal(ofWord: last)]
  }

  private static func ordinal(ofWord word: String) -> String {
    switch word {
    case "one": "first"
    case "two": "second"
    case "three": "third"
    case "five": "fifth"
    case "eight": "eighth"
    case "nine": "ninth"
    case "twelve": "twelfth"
    default: word.hasSuffix("y") ? word.dropLast() + "ieth" : word + "th"
    }
  }

  /// As years are said: nineteen oh five, twenty twenty-six, two thousand six.
  static func year(_ number: UInt64) -> [String] {
    let high = number / 100
    let low = number % 100
    if high == 0 || high > 99 || (high % 10 == 0 && low < 10) { return cardinal(number) }
    if low == 0 { return cardinal(high) + ["hundred"] }
    return cardinal(high) + (low < 10 ? ["oh"] : []) + cardinal(low)
  }

  /// Each digit by itself. Anything else is left out.
  /// - Parameter zero: what 0 is called: "zero", or "oh" in telephone numbers and times.
  static func digits(_ text: some Sequence<Unicode.Scalar>, zero: String = "zero") -> [String] {
    text.compactMap { scalar in scalar.digit.map { $0 == 0 ? zero : small[$0] } }
  }

  /// The words after "point".
  static func decimals(_ text: some Sequence<Unicode.Scalar>) -> [String] {
    ["point"] + digits(text)
  }
}

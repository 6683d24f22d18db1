/// The number that a text ends in, as it is read out: digits, numerals, "double five".
struct SaidDigits: Equatable {
  /// How many digits there are in the run at the end.
  var count = 0
  /// How many words the run has.
  var words = 0
  /// Whether it ends in a word that needs a digit after it: "double", "area code", "dash".
  var isOpen = false

  init(endOf words: [String]) {
    var rest = words[...]
    if let last = rest.last, Self.joiners.contains(last) || Self.repeaters[last] != nil {
      isOpen = true
      rest.removeLast()
    }
    var factor = 0
    while let word = rest.last {
      if let digits = Self.digits(of: word) {
        // "forty two" is two digits, not three.
        let isTens = digits == 2 && factor == 1 && Self.tens.contains(word)
        count += isTens ? 1 : digits
        factor = digits
      } else if let times = Self.repeaters[word], factor > 0 {
        count += times - 1
      } else if !Self.joiners.contains(word) {
        break
      }
      self.words += 1
      rest.removeLast()
    }
    if count == 0 { self.words = 0 }
  }

  /// Digits that one word stands for; nil when it is none.
  static func digits(of word: String) -> Int? {
    if ones.contains(word) { return 1 }
    if teens.contains(word) || tens.contains(word) { return 2 }
    guard word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !word.isEmpty else { return nil }
    return word.utf8.count
  }

  /// Whether a word is, or holds, a figure of any kind: "12", "$42", "2:30", "5th", "hundred".
  static func isFigure(_ word: String) -> Bool {
    digits(of: word) != nil || scales.contains(word) || ordinals.contains(word)
      || word.utf8.contains { (0x30...0x39).contains($0) }
  }

  private static let ones: Set<String> = [
    "zero", "oh", "o", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "nought", "niner",
  ]
  private static let teens: Set<String> = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
  ]
  private static let tens: Set<String> = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  private static let scales: Set<String> = [
    "hundred", "thousand", "million", "half", "quarter", "dozen", "noon", "midnight", "couple",
  ]
  private static let ordinals: Set<String> = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "thirtieth",
  ]
  private static let repeaters = ["double": 2, "triple": 3, "treble": 3]
  private static let joiners: Set<String> = ["dash", "hyphen", "space", "point"]
}

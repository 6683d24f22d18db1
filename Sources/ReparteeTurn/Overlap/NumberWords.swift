/// Words that are numbers, in digits or in letters.
enum NumberWords {
  // "one" and "oh" are more often something else.
  private static let spelled: Set<String> = [
    "zero", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
    "thousand", "million",
  ]

  static func contains(_ word: String) -> Bool {
    word.utf8.contains { (48...57).contains($0) } || spelled.contains(word)
  }
}

/// Numbers as they stand in a text: 1,249 and 3.5, 21st, 1990s, and amounts of money.
extension WordReader {
  /// - Returns: nil when the text is not a number.
  func number(_ text: String, isHead: Bool, currency: Unicode.Scalar?) -> Phonemes? {
    guard let written = WrittenNumber(text, isHead: isHead) else { return nil }
    let words: [String]
    if let currency, let money = Currency.named(currency), isHead,
      let amount = written.amount(in: money)
    {
      words = amount
    } else {
      words = written.words(isHead: isHead, isMoney: currency != nil)
    }
    var phonemes = Phonemes()
    for word in words {
      // A point between digits is never stressed.
      guard let said = plain(word, word == "point" ? StressChange.none : nil) else {
        continue
      }
      if !phonemes.isEmpty { phonemes += " " }
      phonemes += said
    }
    guard !phonemes.isEmpty else { return nil }
    switch written.suffix {
    case "s", "'s": return Self.withS(phonemes)
    case "ed", "'d": return Self.withEd(phonemes)
    case "ing": return Self.withIng(phonemes)
    default: return phonemes
    }
  }

  func currencyName(_ sign: Unicode.Scalar) -> Phonemes? {
    guard let money = Currency.named(sign) else { return nil }
    return plain(money.many)
  }

  /// One or more words said as they are wherever they stand.
  private func plain(_ words: String, _ stress: StressChange? = nil) -> Phonemes? {
    var all: Phonemes?
    for word in words.split(separator: " ").map(String.init) {
      let said =
        isKnown(word)
        ? lookUp(word, nil, stress, nil) : inflected(word, "NNS", stress, ReadingContext())
      guard let said else { continue }
      all = all.map { $0 + " " + said } ?? said
    }
    return all
  }
}

/// A number's parts as written.
struct WrittenNumber {
  var isNegative = false
  /// Digits, commas and points.
  var body: [Unicode.Scalar]
  var suffix: String

  private static let suffixes = ["ing", "'d", "ed", "'s", "st", "nd", "rd", "th", "s"]

  init?(_ text: String, isHead: Bool) {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: \.isDigit) else { return nil }
    let tail = Self.suffixes.first { text.hasSuffix($0) } ?? ""
    body = Array(scalars.dropLast(tail.unicodeScalars.count))
    suffix = tail
    if isHead, body.first == "-" {
      isNegative = true
      body.removeFirst()
    }
    guard body.contains(where: \.isDigit),
      body.allSatisfy({ $0.isDigit || $0 == "," || $0 == "." })
    else { return nil }
  }

  private var isOrdinal: Bool { ["st", "nd", "rd", "th"].contains(suffix) }
  private var parts: [ArraySlice<Unicode.Scalar>] {
    body.filter { $0 != "," }.split(separator: ".", omittingEmptySubsequences: false)
  }

  func words(isHead: Bool, isMoney: Bool) -> [String] {
    let sign = isNegative ? ["minus"] : []
    let plain = body.allSatisfy(\.isDigit)
    if isOrdinal, plain, let value = Self.value(body[...]) {
      return sign + NumberWords.ordinal(value)
    }
    if plain, body.count == 4, !isMoney, let value = Self.value(body[...]) {
      return sign + NumberWords.year(value)
    }
    let parts = parts
    if !isHead, parts.count == 1 { return sign + Self.attached(parts[0]) }
    if parts.count > 2 || !isHead { return sign + parts.flatMap(Self.section) }
    guard let whole = parts.first else { return sign }
    let value = Self.value(whole)
    if parts.count == 1, isOrdinal, let value { return sign + NumberWords.ordinal(value) }
    let front = whole.isEmpty ? [] : value.map(NumberWords.cardinal) ?? NumberWords.digits(whole)
    guard parts.count == 2, !parts[1].isEmpty else { return sign + front }
    return sign + front + NumberWords.decimals(parts[1])
  }

  /// A number that is written directly after letters or another number: rooms, models, codes.
  private static func attached(_ digits: ArraySlice<Unicode.Scalar>) -> [String] {
    if digits.first == "0" || digits.count > 3 { return NumberWords.digits(digits) }
    guard digits.count == 3, digits.suffix(2) != ["0", "0"], let value = value(digits) else {
      return value(digits).map(NumberWords.cardinal) ?? []
    }
    let low = value % 100
    return NumberWords.cardinal(value / 100) + (low < 10 ? ["O"] : []) + NumberWords.cardinal(low)
  }

  /// One section of an address or version such as 10.0.12.
  private static func section(_ digits: ArraySlice<Unicode.Scalar>) -> [String] {
    if digits.first == "0" || (digits.count != 2 && digits.dropFirst().contains { $0 != "0" }) {
      return NumberWords.digits(digits)
    }
    return value(digits).map(NumberWords.cardinal) ?? NumberWords.digits(digits)
  }

  /// "five dollars and ten cents"; nil when the amount is not written like one.
  func amount(in money: Currency) -> [String]? {
    let parts = parts
    guard parts.count <= 2, let whole = Self.value(parts[0]) ?? (parts[0].isEmpty ? 0 : nil) else {
      return nil
    }
    var words = isNegative ? ["minus"] : []
    let cents = parts.count == 2 ? parts[1] : []
    guard cents.count <= 2 || cents.allSatisfy({ $0 == "0" }) else { return nil }
    // "$1.5" is one dollar fifty.
    let padded = cents.count == 1 ? cents + ["0"] : cents
    let small = Self.value(padded) ?? 0
    if whole > 0 || small == 0 {
      words += NumberWords.cardinal(whole) + [whole == 1 ? money.one : money.many]
    }
    if small > 0 {
      guard let oneCent = money.oneCent, let manyCents = money.manyCents else { return nil }
      words += whole > 0 ? ["and"] : []
      words += NumberWords.cardinal(small) + [small == 1 ? oneCent : manyCents]
    }
    return words
  }

  private static func value(_ digits: ArraySlice<Unicode.Scalar>) -> UInt64? {
    guard !digits.isEmpty, digits.count < 19 else { return nil }
    return digits.reduce(0) { $0 * 10 + UInt64($1.digit ?? 0) }
  }
}

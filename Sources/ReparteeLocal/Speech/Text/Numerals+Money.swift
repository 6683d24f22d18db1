extension Numerals {
  /// Money whose sign or name follows the number: 20€, 50¢, 50 USD, 1.50 euros.
  static func amount(_ cursor: inout Cursor) -> String? {
    guard let number = cursor.number() else { return nil }
    let end = cursor.at
    if cursor.take("¢") { return Spoken.number(number) + (number == "1" ? " cent" : " cents") }
    if let sign = cursor.next, let money = Currency.named(sign) {
      cursor.at += 1
      guard cursor.next?.isDigit != true else { return nil }
      return said(number, in: money)
    }
    guard cursor.take(" ") else { return nil }
    if let sign = cursor.next, sign != "$", let money = Currency.named(sign) {
      cursor.at += 1
      guard cursor.next?.isDigit != true, cursor.next != " " || cursor.peek(1)?.isDigit != true
      else { return nil }
      return said(number, in: money)
    }
    guard let word = cursor.letters(8), cursor.isAtWordEnd else { return nil }
    if let money = Currency.coded(word) { return said(number, in: money) }
    // "1.50 euros" is an amount; "1.5 dollars" may be anything.
    let cents = number.split(separator: ".", omittingEmptySubsequences: false)
    guard cents.count == 2, cents[1].count == 2 else {
      cursor.at = end
      return nil
    }
    for sign in ["$", "€", "£"] as [Unicode.Scalar] {
      guard let money = Currency.named(sign), word == money.many || word == money.one else {
        continue
      }
      return said(number, in: money)
    }
    return nil
  }

  /// "five dollars and ten cents".
  static func said(_ number: String, in money: Currency) -> String {
    if let words = WrittenNumber(number, isHead: true)?.amount(in: money) {
      return Spoken.join(words)
    }
    return Spoken.number(number) + " " + money.many
  }

  /// A word for many zeros after an amount: billion, k, M, bn.
  static func magnitude(_ cursor: inout Cursor) -> String? {
    let start = cursor.at
    let spaced = cursor.take(" ")
    if let word = cursor.letters(8), cursor.isAtWordEnd {
      switch word {
      case "hundred", "thousand", "million", "billion", "trillion": return word
      case "k", "K": if !spaced { return "thousand" }
      case "m", "M", "mn", "mm", "MM": if !spaced { return "million" }
      case "b", "B", "bn", "Bn": if !spaced { return "billion" }
      case "T", "tn": if !spaced { return "trillion" }
      default: break
      }
    }
    cursor.at = start
    return nil
  }
}

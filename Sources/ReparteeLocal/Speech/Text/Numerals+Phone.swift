extension Numerals {
  /// Telephone numbers and other codes that are read digit by digit in groups.
  static func phone(_ cursor: inout Cursor) -> String? {
    let start = cursor
    guard let groups = digitGroups(&cursor) else { return nil }
    let said = isPhone(groups.map(\.count), groups, before: start)
    guard said else { return nil }
    return words(groups)
  }

  /// With a plus or a bracket in front.
  static func phoneWithSign(_ cursor: inout Cursor) -> String? {
    let hasPlus = cursor.take("+")
    guard hasPlus || cursor.next == "(", let groups = digitGroups(&cursor) else { return nil }
    let total = groups.reduce(0) { $0 + $1.count }
    guard groups.count > 1 || hasPlus, total >= (hasPlus ? 8 : 7), total <= 15,
      hasPlus || groups[0].count <= 5
    else { return nil }
    return (hasPlus ? "plus " : "") + words(groups)
  }

  /// Digits in groups, with single hyphens, points or spaces between them and brackets around one.
  private static func digitGroups(_ cursor: inout Cursor) -> [String]? {
    var groups: [String] = []
    var end = cursor.at
    var separator: Unicode.Scalar?
    while groups.count < 7 {
      let bracket = cursor.take("(")
      guard let digits = cursor.digits(1...12) else { break }
      if bracket {
        guard cursor.take(")") else { break }
      }
      // 12.50, 3,000, 4:15 and 6% are not parts of a number to dial.
      if cursor.next == ":" || cursor.next == "%" || cursor.next == "/" { break }
      if cursor.next == ",", cursor.peek(1)?.isDigit == true { break }
      guard cursor.isAtWordEnd else { break }
      groups.append(digits)
      end = cursor.at
      let spaced = bracket || groups.count == 1 || separator == " "
      guard let sign = cursor.take(oneOf: separator.map { spaced ? "\($0) " : "\($0)" } ?? "-. –")
      else {
        if bracket, cursor.next?.isDigit == true { continue }
        break
      }
      if !bracket, sign != " " || groups.count > 1 { separator = separator ?? sign }
      guard cursor.next?.isDigit == true || cursor.next == "(" else { break }
    }
    cursor.at = end
    return groups.isEmpty ? nil : groups
  }

  private static let dialling: Set<String> = [
    "call", "dial", "phone", "number", "line", "text", "fax", "tel", "telephone", "mobile", "cell",
    "reach", "ring", "hotline", "calling", "dialing", "extension", "ext", "pin", "code",
  ]

  private static let shortNumbers: Set<String> = [
    "911", "999", "112", "211", "311", "411", "511", "611", "711", "811", "988", "101", "111",
  ]

  /// Whether groups of digits, by their sizes, are a number to be dialled.
  private static func isPhone(_ sizes: [Int], _ groups: [String], before: Cursor) -> Bool {
    let isAsked = !dialling.isDisjoint(with: before.wordsBefore(4))
    let separator = before.peek(sizes[0])
    switch sizes {
    case [3]: return groups[0] == "911" || (isAsked && shortNumbers.contains(groups[0]))
    case [4], [5], [6]:
      return isAsked && sizes[0] != 4 || isAsked && before.wordsBefore(1) == ["pin"]
    case [7]: return isAsked
    case [10]: return (groups[0].first ?? "0") >= "2" || groups[0].hasPrefix("0") || isAsked
    case [11]: return groups[0].hasPrefix("1") || groups[0].hasPrefix("0") || isAsked
    case [3, 4]:
      return separator == "-" || separator == "." && isAsked || isAsked || groups[1].hasPrefix("0")
        || groups[0] == "555"
    case [3, 3, 4], [1, 3, 3, 4], [3, 2, 4], [4, 4, 4, 4], [4, 3, 3], [4, 3, 4]: return true
    case [4, 4]: return isAsked
    default:
      let total = sizes.reduce(0, +)
      return sizes.count > 1 && total >= 9 && total <= 15 && (groups[0].hasPrefix("0") || isAsked)
        && sizes.dropFirst().allSatisfy { $0 >= 2 }
    }
  }

  private static func words(_ groups: [String]) -> String {
    var pieces: [String] = []
    for group in groups {
      if group.count == 3, group.hasSuffix("00"), groups.count > 2, let hundreds = group.first,
        hundreds != "0"
      {
        pieces.append(Spoken.dialled(String(hundreds)) + " hundred")
      } else if groups.count == 1, group.count == 10 || group.count == 11 {
        pieces += grouped(group)
      } else {
        pieces.append(Spoken.dialled(group))
      }
    }
    return pieces.joined(separator: ", ")
  }

  /// Ten or eleven digits without a gap, as 3-3-4.
  private static func grouped(_ digits: String) -> [String] {
    let lead = digits.count - 10
    var rest = digits[...]
    var pieces: [String] = []
    for size in (lead > 0 ? [lead] : []) + [3, 3, 4] {
      pieces.append(Spoken.dialled(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return pieces
  }
}

/// What stands at the start, the end or in the middle of a piece without belonging to its word.
enum Affix {
  static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "\"", "”", "“", "`", "‘", "´", "’", "‚", "„", "»", "«": true
    default: false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "…", ",", ":", ";", "!", "?", "¿", "¡", "(", ")", "[", "]", "{", "}", "<", ">", "_", "#",
      "*", "&", "·":
      true
    default: isQuote(scalar)
    }
  }

  private static func isIcon(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "™", "®", "©", "°", "§", "¶", "†", "‡", "•": true
    default: false
    }
  }

  static func isCurrency(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "$" || scalar == "£" || scalar == "€" || scalar == "¥" || scalar == "฿"
      || (0x20A0...0x20CF).contains(scalar.value)
  }

  private static func dots(_ text: ArraySlice<Unicode.Scalar>, from start: Int) -> Int {
    var end = start
    while end < text.endIndex, text[end] == "." { end += 1 }
    return end - start >= 2 ? end - start : 0
  }

  /// How many scalars at the start stand by themselves.
  static func prefix(_ text: ArraySlice<Unicode.Scalar>) -> Int {
    guard let first = text.first else { return 0 }
    if isMark(first) || isIcon(first) || isCurrency(first) { return 1 }
    switch first {
    case "%", "=", "—", "–": return 1
    case "+": return text.dropFirst().first?.isDigit == true ? 0 : 1
    case ".": return dots(text, from: text.startIndex)
    case "U" where text.starts(with: ["U", "S", "$"]): return 3
    case "C" where text.starts(with: ["C", "$"]), "A" where text.starts(with: ["A", "$"]): return 2
    default: return 0
    }
  }

  /// How many scalars at the end stand by themselves.
  static func suffix(_ text: ArraySlice<Unicode.Scalar>) -> Int {
    guard let last = text.last else { return 0 }
    let before = text.dropLast().last
    if last == "s" || last == "S", before == "'" || before == "’" { return 2 }
    if last == "." { return stop(text, before) }
    if isMark(last) || isIcon(last) || last == "—" || last == "–" { return 1 }
    guard let before else { return 0 }
    if last == "+" || isCurrency(last) { return before.isDigit ? 1 : 0 }
    return unit(text)
  }

  private static func stop(_ text: ArraySlice<Unicode.Scalar>, _ before: Unicode.Scalar?) -> Int {
    guard let before else { return 0 }
    if before == "." {
      var length = 0
      for scalar in text.reversed() {
        guard scalar == "." else { break }
        length += 1
      }
      return length
    }
    if before.isDigit || before.isSmall || isMark(before) { return 1 }
    if before == "%" || before == "²" || before == "-" || before == "+" { return 1 }
    return before.isCapital && text.dropLast(2).last?.isCapital == true ? 1 : 0
  }

  private static let units: Set<String> = [
    "km", "km²", "km³", "m", "m²", "m³", "dm", "cm", "cm²", "cm³", "mm", "mm²", "mm³", "ha", "µm",
    "nm", "yd", "in", "ft", "kg", "g", "mg", "µg", "t", "lb", "oz", "m/s", "km/h", "kmh", "mph",
    "hPa", "Pa", "mbar", "mb", "MB", "kb", "KB", "gb", "GB", "tb", "TB", "T", "G", "M", "K", "%",
  ]

  private static func unit(_ text: ArraySlice<Unicode.Scalar>) -> Int {
    guard let digit = text.lastIndex(where: \.isDigit) else { return 0 }
    let tail = text[(digit + 1)...]
    guard !tail.isEmpty, tail.count <= 4 else { return 0 }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: tail)
    return units.contains(String(view)) ? tail.count : 0
  }

  /// How many scalars at `at` cut the piece in two.
  static func infix(_ text: ArraySlice<Unicode.Scalar>, at: Int) -> Int {
    let scalar = text[at]
    if scalar == "…" || isIcon(scalar) { return 1 }
    if scalar == ".", case let length = dots(text, from: at), length > 0 { return length }
    guard at > text.startIndex else { return 0 }
    let before = text[at - 1]
    let after = at + 1 < text.endIndex ? text[at + 1] : " "
    switch scalar {
    case "." where before.isSmall || isQuote(before):
      return after.isCapital || isQuote(after) ? 1 : 0
    case ",": return before.isLetter && after.isLetter ? 1 : 0
    case "+", "*", "^", "-":
      if before.isDigit, after.isDigit || after == "-" { return 1 }
      return scalar == "-" ? dash(text, at, before) : 0
    case "–", "—", "~": return dash(text, at, before)
    case ":", "<", ">", "=", "/": return before.isAlphanumeric && after.isLetter ? 1 : 0
    default: return 0
    }
  }

  private static func dash(
    _ text: ArraySlice<Unicode.Scalar>, _ at: Int, _ before: Unicode.Scalar
  ) -> Int {
    guard before.isAlphanumeric else { return 0 }
    var end = at
    while end < text.endIndex, text[end] == text[at], end - at < 3 { end += 1 }
    guard end < text.endIndex, text[end].isLetter else { return 0 }
    return text[at] == "–" || text[at] == "~" ? (end - at == 1 ? 1 : 0) : end - at
  }
}

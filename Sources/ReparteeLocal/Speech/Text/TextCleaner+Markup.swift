extension TextCleaner {
  /// What Markdown puts at the start of a line: headings, list items, quotations, rules, code fences.
  mutating func markdownLine() -> Bool {
    let start = cursor.at
    var ahead = cursor
    while ahead.take(" ") || ahead.take("\t") || ahead.take(">") {}
    var hashes = 0
    while hashes < 6, ahead.take("#") { hashes += 1 }
    if hashes > 0, ahead.next == " " || ahead.next == nil {
      cursor.at = ahead.at
      return true
    }
    if hashes > 0 { ahead.at -= hashes }
    if let sign = ahead.next, "-*_=~`+|".unicodeScalars.contains(sign) {
      var rule = ahead
      while let next = rule.next,
        next == sign || next == " " || "-:|".unicodeScalars.contains(next),
        rule.at - ahead.at < 400
      {
        rule.at += 1
      }
      let length = rule.at - ahead.at
      if length >= 3, rule.next == nil || rule.next == "\n" || rule.next == "\r" || sign == "`" {
        // A code fence names its language; code between fences is read as text.
        if sign == "`" { while let next = rule.next, next.isAlphanumeric { rule.at += 1 } }
        cursor.at = rule.at
        return true
      }
      if "-*+".unicodeScalars.contains(sign), ahead.peek(1) == " " {
        cursor.at = ahead.at + 2
        for box in ["[ ] ", "[x] ", "[X] "] where cursor.take(box) { break }
        return true
      }
    }
    guard ahead.at > start else { return false }
    cursor.at = ahead.at
    return true
  }

  /// Links, images, tags, entities and emphasis.
  mutating func markup() -> Bool {
    switch cursor.next {
    case "!" where cursor.peek(1) == "[": link(skip: 2)
    case "[": cursor.peek(1) == "^" ? false : link(skip: 1)
    case "<": tag()
    case "&": entity()
    case "*", "_", "`", "~": emphasis()
    default: false
    }
  }

  /// `[text](address)` becomes its text, unless a reading stands where the address would.
  private mutating func link(skip: Int) -> Bool {
    var ahead = cursor
    ahead.at += skip
    let textStart = ahead.at
    guard let text = ahead.text(until: "]", limit: 300), ahead.take("("),
      ahead.next != "/" || skip == 2
    else { return false }
    guard ahead.text(until: ")", limit: 2000) != nil else { return false }
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let place = textStart + index
      if "*_`".unicodeScalars.contains(scalar) { continue }
      emit(scalar, source.source(place..<place + 1))
    }
    cursor.at = ahead.at
    return true
  }

  private mutating func tag() -> Bool {
    var ahead = cursor
    ahead.at += 1
    _ = ahead.take("/")
    guard let first = ahead.next, first.isLetter || first == "!" else { return false }
    guard let body = ahead.text(until: ">", limit: 200), !body.contains("<") else { return false }
    let start = cursor.at
    // "<https://…>" and "<a@b.c>" are addresses in brackets.
    if body.contains("://") || body.contains("@") {
      cursor.at += 1
      return true
    }
    cursor.at = ahead.at
    emit(" ", taken(from: start))
    return true
  }

  private static let entities: [(String, String)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", ""), ("&#39;", "'"), ("&apos;", "'"),
    ("&nbsp;", " "), ("&mdash;", "—"), ("&ndash;", "–"), ("&hellip;", "…"),
  ]

  private mutating func entity() -> Bool {
    let start = cursor.at
    for (code, meaning) in Self.entities where cursor.take(code) {
      emit(meaning, taken(from: start))
      return true
    }
    return false
  }

  /// Stars, underscores, tildes and backquotes around words. A star or tilde with space or digits on both
  /// sides is arithmetic, and an underscore inside a word is a gap.
  private mutating func emphasis() -> Bool {
    guard let sign = cursor.next else { return false }
    let before = cursor.peek(-1)
    var ahead = cursor
    while ahead.take(sign) {}
    let range = cursor.at..<ahead.at
    let after = ahead.next
    if sign == "*" || sign == "~", range.count == 1 {
      let spaced = before?.isSpace != false && after?.isSpace != false
      let digits = before?.isDigit == true && after?.isDigit == true
      let about = sign == "~" && after?.isDigit == true
      if spaced || digits || about { return false }
    }
    cursor.at = ahead.at
    if sign == "_", before?.isAlphanumeric == true, after?.isAlphanumeric == true {
      emit(" ", source.source(range))
    }
    return true
  }
}

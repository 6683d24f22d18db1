extension TextCleaner {
  private static let schemes = ["https://", "http://", "ftp://", "www."]
  private static let domains: Set<String> = [
    "com", "org", "net", "edu", "gov", "io", "ai", "app", "dev", "info", "biz", "co", "uk", "us",
    "ca", "de", "fr", "eu", "au", "nz", "ie", "nl", "ch", "at", "es", "it", "jp", "in", "tv", "fm",
    "xyz", "tech", "shop", "store", "online", "site", "health", "clinic", "bank", "me",
  ]

  /// An address of the web or of a mailbox, said part by part.
  mutating func webAddress() -> Bool {
    guard cursor.isAtWordStart, let next = cursor.next, next.isAlphanumeric, next.isASCII else {
      return false
    }
    let address = addressAhead()
    guard address.count >= 4, address.count <= 2000, let words = Self.words(of: address) else {
      return false
    }
    let start = cursor.at
    cursor.at += address.count
    let range = taken(from: start)
    output.append(words, range)
    return true
  }

  /// The piece at the cursor up to white space or a bracket, without the punctuation that ends it.
  private func addressAhead() -> ArraySlice<Unicode.Scalar> {
    let text = cursor.text
    var end = cursor.at
    var hasSign = false
    while end < text.count, !text[end].isSpace,
      !"<>\"“”()[]{}|,;*`".unicodeScalars.contains(text[end])
    {
      hasSign = hasSign || text[end] == "." || text[end] == ":" || text[end] == "@"
      end += 1
      // Only addresses are long; everything else is left after a glance.
      if end - cursor.at > 64, !hasSign || end - cursor.at > 2000 { return [] }
    }
    guard hasSign else { return [] }
    while end > cursor.at, ".:!?'’…/".unicodeScalars.contains(text[end - 1]) { end -= 1 }
    return text[cursor.at..<end]
  }

  private static func words(of address: ArraySlice<Unicode.Scalar>) -> String? {
    if let at = address.firstIndex(of: "@") {
      let name = address[..<at]
      let host = address[(at + 1)...]
      guard !name.isEmpty, isHost(host), name.allSatisfy(isNameScalar) else { return nil }
      return spoken(name) + " at " + spoken(host)
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: address.prefix(8))
    let head = String(view).lowercased()
    let scheme = schemes.first { head.hasPrefix($0) }
    var rest = address.dropFirst(scheme?.unicodeScalars.count ?? 0)
    if scheme?.hasSuffix("/") == true, rest.starts(with: "www.".unicodeScalars) {
      rest = rest.dropFirst(4)
    }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
    guard !host.isEmpty, scheme != nil || isHost(host) else { return nil }
    var words = spoken(host)
    rest = rest.dropFirst(host.count)
    if rest.first == ":" {
      let port = rest.dropFirst().prefix(while: \.isDigit)
      words += port.isEmpty ? "" : " port " + spoken(port)
      rest = rest.dropFirst(port.count + 1)
    }
    // What follows a question mark is for machines.
    for part in rest.prefix(while: { $0 != "?" && $0 != "#" }).split(separator: "/") {
      words += " slash " + spoken(part)
    }
    return words
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isAlphanumeric || "._-+%".unicodeScalars.contains(scalar)
  }

  /// Whether this is a host's name: two labels at least, the last a known domain.
  private static func isHost(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last else { return false }
    let valid = labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isAlphanumeric || $0 == "-") }
    }
    guard valid, labels.contains(where: { $0.contains(where: \.isLetter) }) else { return false }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: last)
    return domains.contains(String(view).lowercased())
  }

  private static func spoken(_ part: ArraySlice<Unicode.Scalar>) -> String {
    var words = ""
    for scalar in part {
      switch scalar {
      case ".": words += " dot "
      case "-": words += " dash "
      case "_": words += " underscore "
      case "+": words += " plus "
      case "~": words += " tilde "
      case "@": words += " at "
      default: if scalar.isAlphanumeric { words.unicodeScalars.append(scalar) }
      }
    }
    return words.split(separator: " ").joined(separator: " ")
  }
}

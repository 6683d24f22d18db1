/// What a text says of a spelling or an e-mail address: begun, not yet ended, or whole.
struct SaidLetters {
  /// Single letters in a row at the end: "S M I".
  let run: [String]
  /// Whether an address was begun: "sam at", "sam@".
  let hasAt: Bool
  /// Whether the text ends as addresses do: "dot com", "gmail.com".
  let endsAddress: Bool
  /// Whether the letters at the end spell a word that was said before them.
  let spellsSaidWord: Bool

  init(_ words: [String]) {
    let letters = words.suffix(40)
    run = Array(
      letters.reversed().prefix { $0.count == 1 && $0.allSatisfy(\.isLetter) }.reversed())
    hasAt = words.contains { $0 == "at" || $0.contains("@") }
    endsAddress = Self.endsAddress(words)
    spellsSaidWord = run.count > 1 && words.dropLast(run.count).contains(run.joined())
  }

  /// Whether the last word is part of a spelling that needs more: "N as in", "underscore", "dot", "capital".
  static func needsMore(_ word: String) -> Bool { openers.contains(word) || word.hasSuffix("@") }

  private static func endsAddress(_ words: [String]) -> Bool {
    guard let last = words.last else { return false }
    let domain = last.split(separator: ".").last.map(String.init) ?? last
    guard endings.contains(domain) else { return false }
    return last.contains(".") || words.dropLast().last == "dot"
  }

  private static let endings: Set<String> = [
    "com", "net", "org", "edu", "gov", "io", "co", "uk", "de", "fr", "eu", "us", "ca", "info",
    "biz",
    "me", "au", "in", "ai", "app", "dev", "tv", "es", "it", "nl", "ch",
  ]
  private static let openers: Set<String> = [
    "at", "dot", "underscore", "dash", "hyphen", "capital", "in", "as", "double", "slash", "plus",
  ]
}

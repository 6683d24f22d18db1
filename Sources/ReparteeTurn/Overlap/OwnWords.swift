/// Compares heard words with the agent's own: what a recogniser makes of an echo is misspelled and cut off.
enum OwnWords {
  /// Whether `heard` may be what a recogniser made of `said`: the same, cut off at either end, or a letter or two off.
  static func isAlike(_ heard: String, _ said: String) -> Bool {
    if heard == said { return true }
    let (a, b) = (Array(heard.unicodeScalars), Array(said.unicodeScalars))
    // Short words are alike by chance.
    guard a.count >= shortest, b.count >= shortest else { return false }
    if said.hasPrefix(heard) || said.hasSuffix(heard) || heard.hasPrefix(said) { return true }
    let length = min(a.count, b.count)
    let allowed = length >= long ? 2 : length > shortest ? 1 : 0
    return abs(a.count - b.count) <= allowed && distance(a, b) <= allowed
  }

  /// Letters of the shortest word that is compared by its parts.
  private static let shortest = 3
  /// Letters from which on two may be wrong.
  private static let long = 7

  /// How many letters must be put in, left out or replaced.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var corner = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let replaced = corner + (letter == other ? 0 : 1)
        corner = row[j + 1]
        row[j + 1] = min(replaced, corner + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }

  /// Whether recognisers are known to invent these words where there are none: as films that they learnt from end.
  static func areInvented(_ words: [String]) -> Bool { inventions.contains(words) }

  private static let inventions: Set<[String]> = [
    ["thank", "you", "very", "much"], ["thank", "you", "so", "much"],
    ["thank", "you", "for", "watching"], ["thanks", "for", "watching"],
    ["thank", "you", "for", "coming"], ["thank", "you", "for", "listening"],
    ["see", "you", "next", "time"], ["ill", "see", "you", "next", "time"],
  ]
}

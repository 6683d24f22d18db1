/// How many words of a transcript are wrong: substitutions, insertions and deletions over the words that were said.
public struct WordErrorRate: Sendable, Equatable {
  public private(set) var errors = 0
  /// Words that were said.
  public private(set) var words = 0
  public private(set) var clips = 0

  public init() {}

  /// 0 when nothing was wrong; over 1 when more was written than was said. 0 of 0 is 0.
  public var rate: Double { words > 0 ? Double(errors) / Double(words) : 0 }

  /// Adds one recording, both texts normalised by `TranscriptNormalizer`.
  public mutating func add(said: String, heard: String) {
    let said = TranscriptNormalizer.words(of: said)
    errors += Self.distance(said, TranscriptNormalizer.words(of: heard))
    words += said.count
    clips += 1
  }

  /// The least number of words to change, add and take away to get from one to the other.
  static func distance(_ said: [String], _ heard: [String]) -> Int {
    var row = Array(0...heard.count)
    for (index, word) in said.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (place, other) in heard.enumerated() {
        let substituted = diagonal + (word == other ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(substituted, row[place] + 1, diagonal + 1)
      }
    }
    return row[heard.count]
  }
}

/// One logistic model over the first words of a segment: its weights, by feature.
struct OverlapHead: Sendable {
  /// Words further in hardly tell, and would cost time.
  static let maximumWords = 8
  private static let scale: Float = 16

  private static let start = 0
  private static let end = 1
  private static let unknown = 2
  private static let number = 3

  /// A number for each word that has a weight, and for the four marks above.
  private var indices = ["^": start, "$": end, "*": unknown, "0": number]
  private var bias = 0
  private var question = 0
  private var counts: [Int: Int] = [:]
  private var words: [Int: Int] = [:]
  private var wordsAfterQuestion: [Int: Int] = [:]
  /// By the number of the first word times 2¹⁶ plus that of the second.
  private var pairs: [Int: Int] = [:]

  /// - Parameter text: features and weights in turn. A feature is `1` (always there), `?` (after a question), `#n`
  ///   (so many words), `word`, `word?` (word after a question) or `word_word`.
  init(_ text: String) {
    var name: Substring?
    for token in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if let feature = name {
        if let weight = Int(token) { add(feature, weight) }
        name = nil
      } else {
        name = token
      }
    }
  }

  private mutating func add(_ feature: Substring, _ weight: Int) {
    if feature == "1" {
      bias = weight
    } else if feature == "?" {
      question = weight
    } else if feature.hasPrefix("#") {
      if let count = Int(feature.dropFirst()) { counts[count] = weight }
    } else if let cut = feature.firstIndex(of: "_") {
      let first = index(adding: feature[..<cut])
      pairs[first << 16 + index(adding: feature[feature.index(after: cut)...])] = weight
    } else if feature.hasSuffix("?") {
      wordsAfterQuestion[index(adding: feature.dropLast())] = weight
    } else {
      words[index(adding: feature)] = weight
    }
  }

  private mutating func index(adding word: Substring) -> Int {
    let word = String(word)
    if let known = indices[word] { return known }
    indices[word] = indices.count
    return indices.count - 1
  }

  /// The logit of a backchannel. Each feature counts once, however often it is there.
  func logit(_ spoken: [String], isWhole: Bool, afterQuestion: Bool) -> Float {
    var sum = bias + (afterQuestion ? question : 0)
    sum += counts[min(spoken.count, Self.maximumWords + 1)] ?? 0
    var seen: [Int] = []
    var seenPairs: [Int] = []
    var before = Self.start
    for word in spoken.prefix(Self.maximumWords) {
      let index = index(of: word)
      let pair = before << 16 + index
      before = index
      if !seenPairs.contains(pair) {
        seenPairs.append(pair)
        sum += pairs[pair] ?? 0
      }
      if !seen.contains(index) {
        seen.append(index)
        sum += words[index] ?? 0
        if afterQuestion { sum += wordsAfterQuestion[index] ?? 0 }
      }
    }
    if isWhole, spoken.count <= Self.maximumWords { sum += pairs[before << 16 + Self.end] ?? 0 }
    return Float(sum) / Self.scale
  }

  /// Numbers count as one word, and words that training saw too rarely as another.
  private func index(of word: String) -> Int {
    if NumberWords.contains(word) { return Self.number }
    return indices[word] ?? Self.unknown
  }
}

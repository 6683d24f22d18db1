/// Gives each word its part of speech: an averaged perceptron, left to right.
struct Tagger: Sendable {
  let model: TaggerModel

  /// - Parameter words: the tokens of one sentence.
  /// - Returns: their Penn Treebank tags.
  func tags(of words: [String]) -> [String] {
    let forms = ["-START2-", "-START-"] + words.map(form) + ["-END-", "-END2-"]
    var before = "-START-"
    var beforeThat = "-START2-"
    var result: [String] = []
    result.reserveCapacity(words.count)
    for (index, word) in words.enumerated() {
      let tag: UInt8
      if let fixed = model.fixedTag(word) {
        tag = fixed
      } else {
        tag = best(index, word, forms, before, beforeThat)
      }
      beforeThat = before
      before = model.tags[Int(tag)]
      result.append(before)
    }
    return result
  }

  private func best(
    _ index: Int, _ word: String, _ forms: [String], _ before: String, _ beforeThat: String
  ) -> UInt8 {
    var scores = [Int](repeating: 0, count: model.tags.count)
    var key: [UInt8] = []
    func add(_ parts: String...) {
      key.removeAll(keepingCapacity: true)
      for part in parts { key.append(contentsOf: part.utf8) }
      key.withUnsafeBufferPointer { model.add($0, to: &scores) }
    }
    // `forms` has two more in front than there are words.
    let here = index + 2
    add("b")
    add("s3=", Self.ending(word))
    add("p1=", String(word.unicodeScalars.prefix(1)))
    add("w=", forms[here])
    add("sh=", Self.shape(word))
    add(index == 0 ? "i0" : "i+")
    add("t-1=", before)
    add("t-2=", beforeThat)
    add("t-12=", before, ",", beforeThat)
    add("w-1=", forms[here - 1])
    add("s3-1=", Self.ending(forms[here - 1]))
    add("w-2=", forms[here - 2])
    add("w+1=", forms[here + 1])
    add("s3+1=", Self.ending(forms[here + 1]))
    add("w+2=", forms[here + 2])
    var winner = 0
    for tag in scores.indices
    where scores[tag] > scores[winner]
      || (scores[tag] == scores[winner] && model.tags[tag] > model.tags[winner])
    {
      winner = tag
    }
    return UInt8(winner)
  }

  private static func ending(_ word: String) -> String { String(word.unicodeScalars.suffix(3)) }

  /// What a word is called in the features of itself and its neighbours.
  private func form(_ word: String) -> String {
    let scalars = word.unicodeScalars
    guard let first = scalars.first else { return "<>" }
    if first != "-", scalars.contains("-") { return "!HYPHEN" }
    if first.isDigit {
      return scalars.count == 4 && scalars.allSatisfy(\.isDigit) ? "!YEAR" : "!DIGITS"
    }
    let lower = word.lowercased()
    return model.knows(lower) ? lower : "<\(Self.shape(word))>"
  }

  /// A word's outline: capitals, digits and signs.
  static func shape(_ word: String) -> String {
    let scalars = word.unicodeScalars
    if scalars.allSatisfy(\.isDigit) { return "d" }
    guard scalars.allSatisfy(\.isLetter) else {
      return scalars.prefix(4).reduce(into: "") { shape, scalar in
        if scalar.isDigit {
          shape.append("d")
        } else if scalar.isLetter {
          shape.append("x")
        } else {
          shape.unicodeScalars.append(scalar)
        }
      }
    }
    let capitals = scalars.count { $0.isCapital }
    if capitals == 0 { return "x" }
    if capitals == scalars.count { return capitals == 1 ? "X1" : "XX" }
    return capitals == 1 && scalars.first?.isCapital == true ? "Xx" : "xX"
  }
}

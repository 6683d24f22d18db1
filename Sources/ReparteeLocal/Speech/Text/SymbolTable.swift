internal import Repartee

/// The network's alphabet: which number stands for which phoneme, stress mark or punctuation.
struct SymbolTable: Sendable {
  private let ids: [Unicode.Scalar: Int64]

  /// - Parameter ids: from `vocab.json`, one scalar a key.
  init(ids: [Unicode.Scalar: Int64]) { self.ids = ids }

  init(json: [UInt8], name: String) throws(ModelError) {
    var scanner = JSONScanner(json, name: name)
    var ids: [Unicode.Scalar: Int64] = [:]
    try scanner.object { scanner, key throws(ModelError) in
      let symbol = String(decoding: try scanner.decoded(key), as: UTF8.self).unicodeScalars
      let id = try scanner.integer()
      // 0 pads, and the network's table of symbols has 178 rows.
      guard let scalar = symbol.first, symbol.count == 1, id > 0, id < 178 else {
        throw scanner.damaged("not a symbol and its number")
      }
      ids[scalar] = Int64(id)
    }
    try scanner.expectEnd()
    self.ids = ids
  }

  /// The number of a symbol, or nil when the network does not know it.
  subscript(symbol: Unicode.Scalar) -> Int64? { ids[symbol] }

  /// A sentence as the network takes it.
  /// - Returns: the numbers with the padding 0 at both ends, and for each word the range of its own
  ///   numbers in them (the space before a word belongs to no word).
  func encode(_ sentence: Sentence) -> (ids: [Int64], words: [Range<Int>]) {
    var numbers: [Int64] = [0]
    var ranges: [Range<Int>] = []
    for (index, word) in sentence.words.enumerated() {
      if index > 0, word.spaceBefore, let space = ids[" "] { numbers.append(space) }
      let start = numbers.count
      for symbol in word.phonemes.unicodeScalars {
        if let id = ids[symbol] { numbers.append(id) }
      }
      ranges.append(start..<numbers.count)
    }
    numbers.append(0)
    return (numbers, ranges)
  }
}

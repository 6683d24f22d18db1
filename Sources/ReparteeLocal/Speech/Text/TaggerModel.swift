internal import Repartee

/// The weights of the part-of-speech tagger, laid out flat.
struct TaggerModel: Sendable {
  /// Penn Treebank tags; everything else names a tag by its place here.
  private(set) var tags: [String] = []
  /// Words that always have the same tag.
  private var fixed = KeyTable()
  private var fixedTags: [UInt8] = []
  /// Words that the features name; all others stand under their shape.
  private var vocabulary = KeyTable()
  private var features = KeyTable()
  /// Feature n's weights are at `offsets[n]..<offsets[n + 1]`.
  private var offsets: [UInt32] = [0]
  private var weightTags: [UInt8] = []
  /// In tenths, which is as fine as the file has them, so that sums are exact.
  private var weightTenths: [Int16] = []

  /// - Parameter json: an object of `tags`, `tagdict`, `vocab` and `weights`.
  init(json: [UInt8], name: String) throws(ModelError) {
    var numbers: [String: UInt8] = [:]
    features = KeyTable(bytes: json, capacity: json.count / 56)
    var scanner = JSONScanner(json, name: name)
    try scanner.object { scanner, key throws(ModelError) in
      switch String(decoding: try scanner.decoded(key), as: UTF8.self) {
      case "tags":
        try readTags(&scanner)
        for (index, tag) in tags.enumerated() { numbers[tag] = UInt8(index) }
      case "tagdict": try readFixed(&scanner, numbers)
      case "vocab": try readVocabulary(&scanner)
      case "weights": try readWeights(&scanner, numbers)
      default: try scanner.skip()
      }
    }
    try scanner.expectEnd()
    guard !tags.isEmpty, features.count > 0 else { throw scanner.damaged("no tags or weights") }
  }

  private mutating func readTags(_ scanner: inout JSONScanner) throws(ModelError) {
    var tags: [String] = []
    try scanner.array { scanner throws(ModelError) in tags.append(try scanner.string()) }
    guard tags.count <= Int(UInt8.max) else { throw scanner.damaged("too many tags") }
    self.tags = tags
  }

  private mutating func readFixed(
    _ scanner: inout JSONScanner, _ numbers: [String: UInt8]
  ) throws(ModelError) {
    var table = KeyTable(capacity: 14_000)
    var values: [UInt8] = []
    try scanner.object { scanner, key throws(ModelError) in
      let word = try scanner.decoded(key)
      guard let tag = numbers[try scanner.string()] else { throw scanner.damaged("unknown tag") }
      if table.add(word) != nil { values.append(tag) }
    }
    fixed = table
    fixedTags = values
  }

  private mutating func readVocabulary(_ scanner: inout JSONScanner) throws(ModelError) {
    var table = KeyTable(capacity: 22_000)
    try scanner.array { scanner throws(ModelError) in
      let text = try scanner.text()
      _ = table.add(try scanner.decoded(text))
    }
    vocabulary = table
  }

  private mutating func readWeights(
    _ scanner: inout JSONScanner, _ numbers: [String: UInt8]
  ) throws(ModelError) {
    weightTags.reserveCapacity(scanner.bytes.count / 15)
    weightTenths.reserveCapacity(scanner.bytes.count / 15)
    let short = ShortTags(numbers)
    try scanner.object { scanner, key throws(ModelError) in
      let added = key.escaped ? features.add(try scanner.decoded(key)) : features.add(key.range)
      try scanner.object { scanner, tag throws(ModelError) in
        guard let number = short[scanner.bytes[tag.range]] else {
          throw scanner.damaged("unknown tag")
        }
        let weight = try scanner.tenths()
        guard added != nil else { return }
        weightTags.append(number)
        weightTenths.append(Int16(clamping: weight))
      }
      if added != nil { offsets.append(UInt32(weightTags.count)) }
    }
  }

  /// The tag of a word that always has the same.
  func fixedTag(_ word: String) -> UInt8? { fixed.find(word).map { fixedTags[$0] } }

  func knows(_ word: String) -> Bool { vocabulary.find(word) != nil }

  /// Adds a feature's weights to the tags' scores.
  func add(_ feature: UnsafeBufferPointer<UInt8>, to scores: inout [Int]) {
    guard let entry = features.find(feature), entry + 1 < offsets.count else { return }
    for index in Int(offsets[entry])..<Int(offsets[entry + 1]) {
      scores[Int(weightTags[index])] += Int(weightTenths[index])
    }
  }
}

/// Tags by their bytes packed in one number: a dictionary of strings is too slow for 300 000 look-ups.
private struct ShortTags {
  private var numbers: [UInt64: UInt8] = [:]

  init(_ tags: [String: UInt8]) {
    for (tag, number) in tags { numbers[Self.pack(Array(tag.utf8)[...])] = number }
  }

  subscript(tag: ArraySlice<UInt8>) -> UInt8? { numbers[Self.pack(tag)] }

  private static func pack(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { ($0 &<< 8) | UInt64($1) }
  }
}

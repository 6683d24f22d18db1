internal import Repartee

/// What a dictionary says of a word.
enum DictionaryEntry: Sendable, Equatable {
  case one(Phonemes)
  /// By part of speech, `DEFAULT` for all others, `None` for a word that nothing follows. Empty means
  /// that the word is spelled out.
  case several([String: Phonemes])
}

/// A dictionary file, kept as the bytes it came in: an entry is read when it is asked for.
struct PhonemeDictionary: Sendable {
  private var keys: KeyTable
  /// Where each key's value starts.
  private var values: [UInt32] = []
  private let name: String

  /// - Parameter json: an object from words to a string, or to an object from parts of speech to
  ///   strings or null.
  /// - Throws: `.invalid` when it is anything else.
  init(json: [UInt8], name: String) throws(ModelError) {
    self.name = name
    var scanner = JSONScanner(json, name: name)
    var keys = KeyTable(bytes: json, capacity: json.count / 28)
    var values: [UInt32] = []
    values.reserveCapacity(json.count / 28)
    try scanner.object { scanner, key throws(ModelError) in
      _ = scanner.peek()
      let start = scanner.at
      try scanner.skip()
      let entry =
        key.escaped ? keys.add(try scanner.decoded(key)) : keys.add(key.range)
      if entry != nil { values.append(UInt32(clamping: start)) }
    }
    try scanner.expectEnd()
    guard values.count > 0 else { throw scanner.damaged("no words") }
    self.keys = keys
    self.values = values
  }

  var count: Int { values.count }

  /// The entry of a word. A word in lower case finds one with a capital and the other way round,
  /// when there is none of its own.
  subscript(word: String) -> DictionaryEntry? {
    if let entry = exact(word) { return entry }
    guard word.utf8.count > 1, let first = word.first else { return nil }
    let lower = word.lowercased()
    if word == lower {
      let capital = first.uppercased() + word.dropFirst()
      return capital == word ? nil : exact(capital)
    }
    return word == first.uppercased() + lower.dropFirst() ? exact(lower) : nil
  }

  func contains(_ word: String) -> Bool { self[word] != nil }

  private func exact(_ word: String) -> DictionaryEntry? {
    guard let index = keys.find(word) else { return nil }
    return try? read(at: Int(values[index]))
  }

  private func read(at start: Int) throws(ModelError) -> DictionaryEntry {
    var scanner = JSONScanner(keys.bytes, name: name, at: start)
    guard scanner.peek() == 0x7B else { return .one(Phonemes(try scanner.string())) }
    var several: [String: Phonemes] = [:]
    try scanner.object { scanner, key throws(ModelError) in
      let tag = String(decoding: try scanner.decoded(key), as: UTF8.self)
      several[tag] = Phonemes(try scanner.stringOrNull() ?? "")
    }
    return .several(several)
  }
}

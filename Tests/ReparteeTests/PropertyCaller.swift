import ReparteeCore

/// What the recognisers said, and what became of it. Most transcripts hold a word that no other holds.
struct PropertyCaller {
  private struct Source {
    var from: MediaTime
    var to: MediaTime
    var isFinal: Bool
  }

  private var sources: [String: Source] = [:]
  private var committedTags: Set<String> = []

  /// The words of a text that no other transcript holds.
  static func tags(in text: String) -> [String] {
    text.split(separator: " ").map(String.init).filter { $0.hasPrefix("zz") }
  }

  static func tag(_ number: Int) -> String {
    let letters = Array("abcdefghij")
    return "zz" + String(String(number).compactMap { $0.wholeNumberValue.map { letters[$0] } })
  }

  mutating func given(_ text: String, from: MediaTime, to: MediaTime, isFinal: Bool) {
    for tag in Self.tags(in: text) { sources[tag] = Source(from: from, to: to, isFinal: isFinal) }
  }

  /// - Returns: what is wrong with a committed turn.
  mutating func committed(_ text: String) -> [String] {
    let tags = Self.tags(in: text)
    committedTags.formUnion(tags)
    return tags.filter { sources[$0] == nil }.map { "'\($0)' was never given in time" }
  }

  func wrongs(in messages: [String], open: String) -> [String] {
    let tags = messages.flatMap { Self.tags(in: $0) } + Self.tags(in: open)
    var wrongs: [String] = []
    var held: Set<String> = []
    var last: (tag: String, to: MediaTime)?
    for tag in tags {
      if !held.insert(tag).inserted { wrongs.append("'\(tag)' is there twice") }
      guard let source = sources[tag], source.isFinal else { continue }
      if let last, source.from < last.to {
        wrongs.append("'\(last.tag)' and '\(tag)' are transcripts of the same sound")
      }
      last = (tag, source.to)
    }
    for tag in committedTags where !held.contains(tag) { wrongs.append("'\(tag)' is lost") }
    if messages.contains(where: { $0.isEmpty || $0.hasSuffix(" ") || $0.hasPrefix(" ") }) {
      wrongs.append("a message is empty or ends in nothing: \(messages)")
    }
    return wrongs
  }
}

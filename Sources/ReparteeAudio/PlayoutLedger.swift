/// What of a reply is where: text to audio to what was heard.
///
/// A reply is a row of clauses; a clause is text and the samples that speak it, with the words' times
/// inside. Samples are counted from the start of the reply at the synthesiser's rate. From how many
/// of them were heard follows which words were.
///
/// Appending and sending are O(1); looking up words walks the clauses, a handful a reply.
public struct PlayoutLedger: Sendable, Equatable {
  /// A word of a clause and when it sounds.
  public struct Word: Sendable, Equatable {
    /// UTF-8 offsets in the clause's text.
    public var text: Range<Int>
    /// Samples from the start of the clause.
    public var samples: Range<Int>
    public init(text: Range<Int>, samples: Range<Int>) {
      self.text = text
      self.samples = samples
    }

    /// Once so many samples of the clause have sounded, the word counts as heard.
    var middle: Int { samples.lowerBound + (samples.count + 1) / 2 }
  }

  struct Clause: Sendable, Equatable {
    var text: String
    /// Where in the reply it begins.
    var start: Int
    var samples = 0
    var words: [Word] = []
    var isComplete = false
  }

  private(set) var clauses: [Clause] = []
  /// How many samples were made.
  public private(set) var made = 0
  /// How many samples left for the transport, counted from the start of the reply.
  public private(set) var sent = 0
  /// How many samples the other side has heard, once at least: sending some of them again takes nothing back.
  public private(set) var heard = 0

  public init() {}

  /// The next samples will speak this text.
  public mutating func beginClause(_ text: String) {
    clauses.append(Clause(text: text, start: made))
  }

  /// Samples of the clause that was begun last were made, and these words begin in them.
  public mutating func append(samples: Int, words: [Word]) {
    guard samples >= 0, !clauses.isEmpty else { return }
    made += samples
    clauses[clauses.count - 1].samples += samples
    clauses[clauses.count - 1].words += words
  }

  /// The clause that was begun last has all its samples.
  public mutating func endClause() {
    if !clauses.isEmpty { clauses[clauses.count - 1].isComplete = true }
  }

  /// The clause that was begun last got no further: only what was made of it can be heard.
  public mutating func failClause() {
    guard let last = clauses.indices.last else { return }
    let made = clauses[last].samples
    clauses[last].words.removeAll { $0.middle > made }
    let end = clauses[last].words.last?.text.upperBound ?? 0
    clauses[last].text = String(decoding: clauses[last].text.utf8.prefix(end), as: UTF8.self)
    clauses[last].isComplete = true
  }

  /// Samples left for a transport whose other side hears them at once.
  public mutating func send(_ samples: Int) {
    sent = min(sent + max(samples, 0), made)
    heard = max(heard, sent)
  }

  /// Samples left for a transport that says later what was heard.
  public mutating func sendUnheard(_ samples: Int) {
    sent = min(sent + max(samples, 0), made)
  }

  /// The other side has heard this many samples of the reply.
  public mutating func hear(upTo samples: Int) {
    heard = max(heard, min(samples, sent))
  }

  /// The other side was told to drop what it has not played: it will be sent again or never.
  public mutating func dropUnheard() { sent = heard }

  /// What left after this sample will be sent again.
  mutating func rewind(to sample: Int) { sent = min(max(sample, 0), sent) }

  /// Whether everything that was made has left.
  public var isAllSent: Bool { sent >= made }
  /// Whether everything that was made was heard.
  public var isAllHeard: Bool { heard >= made }
}

/// A piece of a reply to be spoken in one breath.
public struct Clause: Sendable, Equatable {
  /// The words, trimmed.
  public var text: String
  /// Whether a sentence ends here.
  public var endsSentence: Bool
  public init(text: String, endsSentence: Bool) {
    self.text = text
    self.endsSentence = endsSentence
  }
}

/// Cuts a stream of text into clauses as early as they can be spoken well.
///
/// The first clause is short, because somebody waits for it; later ones are whole sentences, because
/// they sound better and there is time. A boundary is taken the moment it is certain: a full stop
/// after a plain word does not wait for what follows, one after a digit does ("3." may become "3.5").
public struct ClauseSplitter: Sendable {
  /// How long clauses may get, in words.
  public struct Settings: Sendable, Equatable {
    /// The fewest words before a comma that make a first clause.
    public var firstComma = 3
    /// The first clause is cut after this many words at the latest.
    public var firstLimit = 6
    /// The fewest words before a comma that end a later clause.
    public var laterComma = 12
    /// A later clause is cut after this many words at the latest.
    public var laterLimit = 18
    public init() {}

    /// For text that is there already: whole sentences from the first on.
    public static var unhurried: Settings {
      var settings = Settings()
      settings.firstComma = settings.laterComma
      settings.firstLimit = settings.laterLimit
      return settings
    }
  }

  private let settings: Settings
  private var pending = ""
  private var isFirst = true

  public init(settings: Settings = Settings()) { self.settings = settings }

  /// Takes the next piece of text and returns the clauses that are now complete.
  public mutating func append(_ piece: String) -> [Clause] {
    pending += piece
    var clauses: [Clause] = []
    while let cut = firstBoundary() {
      if let clause = take(upTo: cut.end, endsSentence: cut.endsSentence) { clauses.append(clause) }
    }
    return clauses
  }

  /// The text is complete: returns what is left.
  public mutating func finish() -> Clause? {
    take(upTo: pending.endIndex, endsSentence: true)
  }

  private mutating func take(upTo end: String.Index, endsSentence: Bool) -> Clause? {
    var text = pending[..<end].trimmed()
    // A quote or bracket that came after its clause was cut belongs to no word.
    while let first = text.first, BoundaryScan.closers.contains(first), first != "'" {
      text = text.dropFirst().trimmed()
    }
    pending = String(pending[end...])
    guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
    isFirst = false
    return Clause(text: text, endsSentence: endsSentence)
  }

  private func firstBoundary() -> (end: String.Index, endsSentence: Bool)? {
    var scan = BoundaryScan(text: pending)
    let comma = isFirst ? settings.firstComma : settings.laterComma
    let limit = isFirst ? settings.firstLimit : settings.laterLimit
    while let mark = scan.next() {
      switch mark.kind {
      case .sentence: return (mark.end, true)
      case .clause where mark.words >= comma: return (mark.end, false)
      case .space where mark.words >= limit: return (mark.end, false)
      case .clause, .space: continue
      }
    }
    return nil
  }
}

extension Substring {
  func trimmed() -> String {
    var part = self
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}

public import ReparteeCore

/// Makes a journalled session's decisions again and compares them.
public struct Replay: Sendable, Equatable {
  /// Where a decision came out otherwise.
  public struct Difference: Sendable, Equatable {
    /// Which decision, counted from 0.
    public var index: Int
    public var time: MediaTime
    /// Nil: the journal has no decision here.
    public var recorded: String?
    /// Nil: none was made this time.
    public var replayed: String?
  }

  /// How many decisions were made this time.
  public var decisions: Int
  public var firstDifference: Difference?
  public var tail: JournalReader.Tail

  public var isEqual: Bool { firstDifference == nil }

  /// - Parameters:
  ///   - journal: the bytes of a journal, whole or cut short.
  ///   - processors: the clause processors that journals may name.
  /// - Throws: `.invalid` when the bytes are no journal or lack what a replay needs.
  public init(
    journal bytes: [UInt8], processors known: [any ClauseProcessor] = []
  ) throws(ModelError) {
    guard let reader = JournalReader(bytes), let first = reader.records.first,
      first.kind == .header, let header = JournalHeader(first.payload)
    else {
      throw ModelError(.invalid, "This is not a session journal of this version of Repartee.")
    }
    let processors = try Self.find(header.processors, in: known)
    var machine = SessionMachine(
      agent: header.agent(processors), abilities: header.abilities, frame: header.frame)
    var comparison = DecisionComparison()
    for record in reader.records.dropFirst() {
      if record.kind == .decision {
        comparison.recorded(String(decoding: record.payload, as: UTF8.self), at: record.time)
      } else if record.kind == .input {
        var payload = ByteReader(record.payload)
        guard let input = SessionInput(from: &payload) else {
          throw ModelError(.invalid, "The journal holds an input that this version cannot read.")
        }
        comparison.beginInput()
        for action in machine.handle(input, at: record.time) {
          comparison.replayed(action.line, at: record.time)
        }
      }
    }
    comparison.finish()
    decisions = comparison.count
    firstDifference = comparison.first
    tail = reader.tail
  }

  private static func find(
    _ names: [String], in known: [any ClauseProcessor]
  ) throws(ModelError) -> [any ClauseProcessor] {
    var found: [any ClauseProcessor] = []
    for name in names {
      guard let processor = known.first(where: { $0.name == name }) else {
        throw ModelError(
          .missing,
          "The journal was made with the clause processor '\(name)', which is not known here.")
      }
      found.append(processor)
    }
    return found
  }
}

/// Lines up two streams of decisions.
private struct DecisionComparison {
  private var pendingReplayed: [(String, MediaTime)] = []
  private var pendingRecorded: [(String, MediaTime)] = []
  private(set) var count = 0
  private var matched = 0
  /// How many decisions were made before the last input. A killed process may have left that one's unwritten.
  private var beforeLastInput = 0
  private(set) var first: Replay.Difference?

  mutating func beginInput() { beforeLastInput = count }

  mutating func replayed(_ line: String, at time: MediaTime) {
    count += 1
    pendingReplayed.append((line, time))
    match()
  }

  mutating func recorded(_ line: String, at time: MediaTime) {
    pendingRecorded.append((line, time))
    match()
  }

  mutating func finish() {
    guard first == nil else { return }
    if let left = pendingRecorded.first {
      first = .init(index: matched, time: left.1, recorded: left.0, replayed: nil)
    } else if matched < beforeLastInput, let left = pendingReplayed.first {
      first = .init(index: matched, time: left.1, recorded: nil, replayed: left.0)
    }
  }

  private mutating func match() {
    guard first == nil, let a = pendingRecorded.first, let b = pendingReplayed.first else { return }
    pendingRecorded.removeFirst()
    pendingReplayed.removeFirst()
    if a.0 != b.0 {
      first = .init(index: matched, time: a.1, recorded: a.0, replayed: b.0)
    }
    matched += 1
  }
}

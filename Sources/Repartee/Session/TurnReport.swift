public import ReparteeCore

/// One turn: what the caller said, what the agent answered, and where the time went.
public struct TurnReport: Sendable, Equatable {
  /// Nil for a greeting.
  public var caller: CallerPart?
  public var agent: AgentPart
  public var stages: TurnStages
  /// What was made for this turn and thrown away.
  public var waste = Waste()

  /// Replies that were begun before it was known what would be said, and were not heard.
  public struct Waste: Sendable, Equatable {
    public var replies = 0
    /// Pieces of text by the language model.
    public var tokens = 0
    /// Samples by the synthesiser, at its rate.
    public var samples = 0
    public init() {}
  }

  public struct CallerPart: Sendable, Equatable {
    public var start: MediaTime
    public var end: MediaTime
    public var text: String
  }

  public struct AgentPart: Sendable, Equatable {
    /// When the first and the last of its sound left.
    public var start: MediaTime
    public var end: MediaTime
    public var generated: String
    /// What the caller heard of it.
    public var heard: String
    public var interrupted: Bool
  }
}

/// When each stage of a turn was reached. Nil: it was not, or there was no caller to answer.
public struct TurnStages: Sendable, Equatable {
  public var speechEnd: MediaTime?
  public var silenceNoticed: MediaTime?
  public var transcript: MediaTime?
  public var decided: MediaTime?
  public var firstToken: MediaTime?
  public var firstClause: MediaTime?
  public var firstSpeech: MediaTime?
  public var firstBlock: MediaTime?

  public init() {}

  /// Caller's last sound to agent's first.
  public var latency: MediaTime? {
    guard let speechEnd, let firstBlock else { return nil }
    return firstBlock - speechEnd
  }

  /// How long each stage kept the caller waiting, in the order of the turn. The parts sum to `latency` exactly.
  ///
  /// Stages overlap: the transcript is made while it is being decided whether the turn is over, and
  /// the reply is prepared before that is sure. A stage that was reached before the one in front of
  /// it therefore cost nothing.
  public var parts: [(name: String, length: MediaTime)] {
    guard let speechEnd else { return [] }
    var reached = speechEnd
    return Self.order.map { name, path in
      let time = max(self[keyPath: path] ?? reached, reached)
      defer { reached = time }
      return (name, time - reached)
    }
  }

  /// The names of the parts, in the order of the turn.
  public var names: [String] { Self.order.map(\.0) }

  private static let order: [(String, any KeyPath<TurnStages, MediaTime?> & Sendable)] = [
    ("silence_noticed", \.silenceNoticed), ("final_transcript", \.transcript),
    ("first_token", \.firstToken), ("first_clause", \.firstClause),
    ("first_speech", \.firstSpeech), ("turn_decided", \.decided), ("first_block", \.firstBlock),
  ]
}

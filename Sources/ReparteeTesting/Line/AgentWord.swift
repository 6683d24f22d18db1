public import ReparteeCore

/// A word of the agent's as it reached the caller's ear.
public struct AgentWord: Sendable, Equatable {
  /// With the punctuation that follows it.
  public var text: String
  public var start: MediaTime
  public var end: MediaTime
  /// How much of it was heard, 0…1.
  public var share: Double
  /// Which of the synthesiser's clauses it is of, and the how manieth word of that.
  var clause: Int
  var index: Int
}

/// A stretch in which the agent was audible without a break.
public struct AgentSpan: Sendable, Equatable {
  /// What of a reply it is.
  public enum Part: Sendable, Equatable {
    case beginning, continuation, aside
  }

  /// A place in what the synthesiser made.
  public struct Point: Sendable, Equatable {
    /// The how manieth clause, from 0.
    public var clause: Int
    /// Time from the start of the clause.
    public var time: MediaTime
  }

  public var start: MediaTime
  public var end: MediaTime
  /// Whether a reply begins here, goes on, or this is a small word beside any reply.
  public var part: Part
  /// What of the synthesiser's audio it is; nil when that is not known.
  public var from: Point?
  public var to: Point?
}

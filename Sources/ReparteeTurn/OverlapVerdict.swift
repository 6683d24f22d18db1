public import ReparteeCore

/// What sound over the agent was taken for, and why.
public struct OverlapVerdict: Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// "Mm-hmm": the agent goes on.
    case backchannel
    /// No speech, or nobody who speaks to the agent: it goes on.
    case noise
    /// The caller takes the turn.
    case turn
  }

  public enum Reason: String, Sendable {
    /// Its words.
    case words
    /// Its words are the agent's own: an echo.
    case echo
    /// The recogniser heard none in it.
    case noWords = "no_words"
    /// It was not clearly speech.
    case weak
    /// It ended and its words are still to come: they may change this.
    case ended
    /// It lasted too long for a backchannel.
    case length
    /// The agent had nothing more to say.
    case agentDone = "agent_done"
  }

  public var kind: Kind
  public var reason: Reason
  public var words: String
  /// How probably the words are a backchannel; nil without words.
  public var probability: Float?
  /// From the sound's beginning to this verdict.
  public var delay: MediaTime

  public init(
    kind: Kind, reason: Reason, words: String = "", probability: Float? = nil,
    delay: MediaTime = .zero
  ) {
    self.kind = kind
    self.reason = reason
    self.words = words
    self.probability = probability
    self.delay = delay
  }
}

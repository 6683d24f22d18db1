public import ReparteeCore

/// One frame of caller audio, as the detectors heard it.
public struct VoiceFrame: Sendable, Equatable {
  /// How probably it is speech, 0…1.
  public var probability: Float
  /// When it ended.
  public var end: MediaTime
  /// Its level in dB of full scale.
  public var level: Float
  /// How much it is like what the agent said, 0…1.
  public var echo: Float
  /// Whether that can be trusted: early in a call an echo is not known yet.
  public var isEchoKnown: Bool

  public init(
    _ probability: Float, end: MediaTime, level: Float = -30, echo: Float = 0,
    isEchoKnown: Bool = true
  ) {
    self.probability = probability
    self.end = end
    self.level = level
    self.echo = echo
    self.isEchoKnown = isEchoKnown
  }
}

/// What a turn machine is told.
public enum TurnInput: Sendable, Equatable {
  /// The newest frame of caller audio.
  case voice(VoiceFrame)
  /// The turn detector's answer to the newest `askTurn`.
  case turnProbability(Float)
  /// The words of the open segment so far, in answer to the newest `wantPartial`.
  case partial(String)
  /// The words up to a silence, by the quick recogniser, in answer to the newest `wantDraft`.
  case draft(String)
  /// The words of the segment that ended, in answer to the newest `wantFinal`; empty when nothing was said.
  case final(String)
  /// The reply that was begun before the turn was over failed; nobody was told of it.
  case preparedFailed
  /// The recogniser failed; no better words will come for this segment.
  case finalFailed
  /// The recogniser failed to say what the words are so far.
  case partialFailed
  /// The agent speaks of its own accord (a greeting): a reply was committed without a turn.
  case agentAnnounces
  /// The first sound of the committed reply left.
  case agentStarted
  /// Another piece of the reply left: it is not stalled.
  case agentProgressed
  /// All of the reply was heard.
  case agentFinished
  /// The reply failed before it could finish.
  case replyFailed
  /// The caller typed this: a whole turn, whatever was being said.
  case typed(String)
  /// Whoever runs the call wants the agent to stop talking.
  case cut
  /// Whoever runs the call wants the floor free for the agent's own words.
  case freeFloor
  /// Nothing but that time passed.
  case tick

  /// A frame of ordinary level that is not an echo.
  public static func voice(_ probability: Float, end: MediaTime) -> TurnInput {
    .voice(VoiceFrame(probability, end: end))
  }
}

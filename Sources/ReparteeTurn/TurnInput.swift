public import ReparteeCore

/// What a turn machine is told.
public enum TurnInput: Sendable, Equatable {
  /// The frame of caller audio that ended at this time is speech with this probability.
  case voice(Float, end: MediaTime)
  /// The turn detector's answer to the newest `askTurn`.
  case turnProbability(Float)
  /// The words of the open segment so far.
  case partial(String)
  /// The words of the segment that ended, in answer to the newest `wantFinal`; empty when nothing was said.
  case final(String)
  /// The recogniser failed; no words will come for this segment.
  case finalFailed
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
  /// Nothing but that time passed.
  case tick
}

/// What a turn machine wants done.
public enum TurnAction: Sendable, Equatable {
  /// A stretch of caller speech began at this time: keep its audio from here (less the padding).
  case segmentStarted(at: MediaTime)
  /// Show the words so far.
  case wantPartial
  /// Transcribe the segment, whose speech ended at this time.
  case wantFinal(speechEnd: MediaTime)
  /// The caller went on: the transcript under way is of no use.
  case dropFinal
  /// The transcript of the segment stands; what comes now is a new segment of the same turn.
  case lockSegment
  /// Ask the turn detector whether the turn is over.
  case askTurn
  /// Begin to make a reply to these words of the turn's newest segment, but let nothing of it out.
  case prepareReply(String)
  /// The prepared reply is of no use: its words were not the last.
  case abandonReply
  /// The turn is over: let the prepared reply out.
  case commit
  /// The caller had only paused: what was committed and not yet heard goes back into the open turn.
  case reopenTurn
  /// Nothing was said after all.
  case discardTurn
  /// Stop the agent's voice where it is; it may have to go on.
  case pauseOutput
  /// It was nothing: go on from the paused sample, back to a word boundary.
  case resumeOutput
  /// The caller takes the turn: advance the epoch.
  case interrupt
  /// No reply came in time; the reply is dropped.
  case giveUp
  /// The state that others see changed.
  case state(TurnState)
}

/// The state of a turn, as others see it.
public enum TurnState: String, Sendable, Equatable, CaseIterable {
  /// Nobody speaks.
  case listening
  /// The caller speaks.
  case callerSpeaking
  /// The caller fell silent and it is being decided whether the turn is over.
  case deciding
  /// The turn is over and the reply is not yet audible.
  case thinking
  /// The agent speaks.
  case agentSpeaking
  /// The caller speaks over the agent, whose voice is paused.
  case overlap
}

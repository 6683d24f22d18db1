public import ReparteeCore

/// What a turn machine wants done.
public enum TurnAction: Sendable, Equatable {
  /// A stretch of caller speech began at this time: keep its audio from here (less the padding).
  case segmentStarted(at: MediaTime)
  /// Say what the words of the open segment are so far.
  case wantPartial
  /// Say quickly what the words are up to now, where a silence begins; replaces a partial under way.
  case wantDraft
  /// Transcribe the segment, whose speech ended at this time.
  case wantFinal(speechEnd: MediaTime)
  /// The caller went on: the transcripts and the question under way are of no use.
  case dropFinal
  /// It was no silence after all: the question under way is of no use.
  case dropAsk
  /// The transcript of the segment stands as these words; what comes now is a new segment of the same turn.
  case lockSegment(String)
  /// Ask the turn detector whether the turn is over.
  case askTurn
  /// Begin to make a reply to these words of the turn's newest segment, but let nothing of it out.
  case prepareReply(String)
  /// The reply under way answers these words too: they are the prepared ones, perhaps in other letters.
  case keepReply(String)
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
  /// Make the agent's voice quieter by so many decibels.
  case duckOutput(Float)
  /// It was nothing: go on from the paused sample, back to a word boundary; or be as loud as before.
  case resumeOutput
  /// The caller takes the turn: advance the epoch.
  case interrupt
  /// No reply came in time; the reply is dropped.
  case giveUp
  /// What sound over the agent was, and why.
  case judged(OverlapVerdict)
  /// Why the turn is over.
  case ended(EndReason)
  /// The caller has been away for long, or is back.
  case away(Bool)
  /// Ask whether the caller is still there.
  case reprompt
  /// Say goodbye and end the call.
  case sayGoodbye
  /// Say "mm-hmm" under the caller's speech.
  case sayBackchannel
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
  /// The caller makes a sound while the agent has the floor; the agent is paused until it is known what it is.
  case overlap
}

public import ReparteeCore
public import ReparteeTurn

/// Everything a session's decisions depend on. Journalled, so that they can be made again.
public enum SessionInput: Sendable, Equatable {
  /// The call is up.
  case started
  /// The newest frame of caller audio.
  case voice(VoiceFrame)
  /// A block of 20 ms went out with this many samples of the reply in it, 0 when the agent is silent.
  case blockSent(samples: Int)
  case transcript(CallID, text: String)
  case turnProbability(CallID, Float)
  case token(CallID, String)
  case tokensEnded(CallID)
  /// The next samples of a clause, and the words that begin in them.
  case speech(CallID, samples: Int, words: [SpokenWord])
  case speechEnded(CallID)
  /// A model call failed; the message is for people.
  case failed(CallID, String)
  /// No more caller audio will come.
  case callerGone
  /// So much of what was sent has not sounded at the other side, and will not if it is told to drop it.
  case playout(behind: MediaTime)
  /// The caller, or whoever runs the call, wants something.
  case command(CallCommand)
}

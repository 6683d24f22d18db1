public import ReparteeCore

/// What a session machine wants done. Whoever drives it only carries out.
public enum SessionAction: Sendable, Equatable {
  /// Transcribe caller audio from `from` to now.
  case recognize(CallID, from: MediaTime, speechEnd: MediaTime, effort: SpeechSegment.Effort)
  /// The result of this call is of no use any more. Clean-up, not correctness.
  case cancel(CallID)
  /// The turn began here, for the turn detector.
  case beginTurn(at: MediaTime)
  case askTurn(CallID)
  case generate(CallID, Epoch, [Message])
  case synthesize(CallID, Epoch, String)
  /// Speak a small word under the caller's speech: it is no reply and nobody waits for it.
  case murmur(CallID, String)
  /// Let the audio of this reply out.
  case openGate(Epoch)
  /// From now on this epoch is the current one: nothing older may leave.
  case advance(Epoch)
  /// Hold the agent's voice.
  case pause
  /// Make the agent's voice quieter by so many decibels; 0 is as loud as before.
  case duck(Float)
  /// Go on from this sample of the reply.
  case resume(at: Int)
  case emit(SessionEvent)
  /// The call is over.
  case end(SessionEnd)
}

/// Why a call ended.
public enum SessionEnd: String, Sendable, Equatable {
  /// The caller's audio ended and all was answered.
  case callerGone
  /// The caller said nothing for long, though asked, and the goodbye was heard.
  case callerSilent = "caller_silent"
  /// One side hung up.
  case hungUp = "hung_up"
  /// Whoever runs the call ended it, after a goodbye.
  case closing
}

public import ReparteeTurn

/// What an application may want to know of a call, as it happens.
public enum SessionEvent: Sendable, Equatable {
  case state(TurnState)
  /// What the caller has said so far in this turn.
  case callerPartial(String)
  /// What the caller said, when the turn was over.
  case callerFinal(String)
  /// A sound over the agent was judged.
  case overlap(OverlapVerdict)
  /// Why the caller's turn was judged over.
  case turnEnded(EndReason)
  /// The caller had only paused: what `callerFinal` said last is part of a turn that goes on.
  case turnReopened
  /// The caller has been away for long, or is back.
  case callerAway(Bool)
  /// The agent says a small word under the caller's speech.
  case agentMurmur(String)
  /// A clause of a reply is about to be spoken.
  case agentClause(String)
  /// What has been heard of the reply so far; it grows word by word.
  case agentHeard(String)
  /// What was sent and has not sounded yet is to be dropped: the agent paused or was cut.
  case clear
  /// A reply ended, heard whole or interrupted.
  case turn(TurnReport)
  /// Something failed; the call goes on.
  case failure(String)
}

public import ReparteeTurn

/// What an application may want to know of a call, as it happens.
public enum SessionEvent: Sendable, Equatable {
  case state(TurnState)
  /// What the caller has said so far in this turn.
  case callerPartial(String)
  /// What the caller said, when the turn was over.
  case callerFinal(String)
  /// A clause of a reply is about to be spoken.
  case agentClause(String)
  /// A reply ended, heard whole or interrupted.
  case turn(TurnReport)
  /// Something failed; the call goes on.
  case failure(String)
}

/// What can be told to a call while it runs.
public enum CallCommand: Sendable, Equatable {
  /// The caller typed this: it is answered like spoken words, and stops the agent like them.
  case text(String)
  /// Stop what the agent says.
  case interrupt
  /// End the call now. What was heard stands.
  case hangUp
  /// Let the agent say goodbye, then end the call.
  case leave
}

/// Sees each clause of a reply before it is spoken, and may change or drop it: the `clauses` joint.
///
/// Pure and quick: it runs on the session's executor.
public protocol ClauseProcessor: Sendable {
  /// By which a journal names it, so that a replay can use it again.
  var name: String { get }
  /// - Returns: what is to be spoken instead; nil to speak nothing.
  func process(_ clause: Clause, in context: ClauseContext) -> Clause?
}

/// What a clause processor may know.
public struct ClauseContext: Sendable {
  /// What the agent was told: its instructions and its greeting.
  public var instructions: String
  /// Everything the caller has said.
  public var callerWords: String
  /// What the caller has heard of earlier replies.
  public var agentWords: String
  /// What of this reply was passed on to be spoken already.
  public var spokenSoFar: String

  public init(
    instructions: String, callerWords: String, agentWords: String = "", spokenSoFar: String
  ) {
    self.instructions = instructions
    self.callerWords = callerWords
    self.agentWords = agentWords
    self.spokenSoFar = spokenSoFar
  }
}

public import ReparteeTurn

/// Who answers: a name, what it knows, how it begins and how it takes turns.
public struct Agent: Sendable {
  public var name: String
  /// The system prompt. Facts stand in it as plain sentences or `key: value` lines.
  public var instructions: String
  /// Spoken when the call begins; empty to let the caller begin.
  public var greeting: String
  /// The synthesiser's voice; empty for its own.
  public var voice: String
  public var turn: TurnSettings
  /// Instead of `turn`, while the caller answers such a question: for example more patience for numbers.
  public var turnWhen: [Expectation: TurnSettings] = [:]
  /// Asked after long silence, see `TurnSettings.repromptAfter`; empty to stay silent.
  public var reprompt = "Are you still there?"
  /// Said before the agent ends a call in which nobody answers any more.
  public var goodbye = "I will hang up now. Goodbye."
  /// The small word under a caller's long speech, see `TurnSettings.agentBackchannels`.
  public var backchannel = "Mm-hmm."
  public var sampling: Sampling
  /// The most tokens of one reply.
  public var maximumTokens: Int
  /// Processors of clauses before they are spoken, in order.
  public var clauses: [any ClauseProcessor]

  public init(
    _ name: String, instructions: String, greeting: String = "", voice: String = "",
    turn: TurnSettings = TurnSettings(), sampling: Sampling = Sampling(), maximumTokens: Int = 96,
    clauses: [any ClauseProcessor] = []
  ) {
    self.name = name
    self.instructions = instructions
    self.greeting = greeting
    self.voice = voice
    self.turn = turn
    self.sampling = sampling
    self.maximumTokens = maximumTokens
    self.clauses = clauses
  }

  var turnProfile: TurnProfile { TurnProfile(turn, when: turnWhen) }
}

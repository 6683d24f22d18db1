public import ReparteeCore

/// Decides whose turn it is. A value; it knows no clock, no audio and no model.
///
/// Inputs carry the time of the call. Each state that waits has a deadline, so no turn can hang:
/// `tick` (or any other input) after a deadline moves it on.
public struct TurnMachine: Sendable {
  /// What a session's models can do.
  public struct Abilities: Sendable, Equatable {
    /// `askTurn` will be answered; else silence alone ends a turn.
    public var detector: Bool
    /// `wantPartial` and `wantDraft` will be answered; else words come only when speech has ended.
    public var partials: Bool
    public init(detector: Bool, partials: Bool = true) {
      self.detector = detector
      self.partials = partials
    }
  }

  let profile: TurnProfile
  let abilities: Abilities
  var gate: VoiceGate
  var line = LineLevels()
  var phase = Phase.listening
  var turnStart = MediaTime.zero
  /// Words of earlier segments of the open turn: they must be answered even if nothing follows.
  var held = ""
  /// All words of the turn that was answered last.
  var answered = ""
  /// When the sound that lasts now began; nil in silence.
  var voiceSince: MediaTime?
  var backgroundFrames: UInt32 = 0
  /// The loudest of the newest frames, falling by a decibel a frame: one soft syllable is no other speaker.
  var loudness: Float = -120
  /// How much the sounds of the last half second were like the agent, falling slowly.
  var recentLikeness: Float = 0
  /// Whether the newest frame's likeness to the agent can be trusted.
  var isEchoKnown = true
  var pace = CallerPace()
  /// What the agent's newest words ask for.
  public internal(set) var expecting = Expectation.open
  /// The last words of what the agent said.
  var said: [String] = []
  /// Whether the agent's newest words are a question.
  var isAsked = false
  var quiet = Quiet()
  /// How many replies were begun for the open turn before it was over.
  var speculations = 0
  /// The last sound of the turn that was answered last.
  var lastSpeechEnd = MediaTime.zero
  /// A reply was cut for a sound that may turn out to be nothing.
  var hasLostReply = false
  var lastAcknowledgement = MediaTime.zero

  /// - Parameter frame: how much audio one probability stands for.
  public init(
    profile: TurnProfile, abilities: Abilities, frame: MediaTime = .milliseconds(32)
  ) {
    self.profile = profile
    self.abilities = abilities
    gate = VoiceGate(settings: profile.base.voice, frame: frame)
  }

  public init(
    settings: TurnSettings = TurnSettings(), hasDetector: Bool, frame: MediaTime = .milliseconds(32)
  ) {
    self.init(
      profile: TurnProfile(settings), abilities: Abilities(detector: hasDetector), frame: frame)
  }

  /// What holds now: it depends on what the agent asked.
  public var settings: TurnSettings { profile.settings(when: expecting) }

  public var state: TurnState {
    switch phase {
    case .listening: .listening
    case .callerSpeaking: .callerSpeaking
    case .deciding: .deciding
    case .agent(let floor): floor.isAudible ? .agentSpeaking : .thinking
    case .overlap: .overlap
    }
  }

  /// Takes one input and says what is to be done, in order.
  public mutating func handle(_ input: TurnInput, at now: MediaTime) -> [TurnAction] {
    let before = state
    var actions: [TurnAction] = []
    dispatch(input, at: now, into: &actions)
    noteQuiet(after: before, at: now)
    let between = state
    checkDeadlines(at: now, into: &actions)
    noteQuiet(after: between, at: now)
    if state != before { actions.append(.state(state)) }
    return actions
  }

  var holdsWords: Bool { !held.isEmpty }

  private mutating func dispatch(
    _ input: TurnInput, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    switch input {
    case .voice(let frame): heard(frame, at: now, into: &actions)
    case .turnProbability(let probability): heardProbability(probability)
    case .partial(let words): heardPartial(words, at: now)
    case .partialFailed: partialFailed(at: now)
    case .draft(let words): heardDraft(words, at: now, into: &actions)
    case .final(let words): heardFinal(words, at: now, into: &actions)
    case .finalFailed: finalFailed(at: now, into: &actions)
    case .preparedFailed: preparedFailed()
    case .agentAnnounces:
      guard case .listening = phase else { break }
      held = ""
      phase = .agent(AgentFloor(since: now, lastProgress: now))
    case .agentStarted, .agentProgressed: agentMoved(at: now)
    case .agentFinished: agentFinished(at: now, into: &actions)
    case .replyFailed: replyFailed(at: now, into: &actions)
    case .typed(let words): answerTyped(words, at: now, into: &actions)
    case .cut: cutAgent(at: now, into: &actions)
    case .freeFloor: freeFloor(at: now, into: &actions)
    case .tick: break
    }
  }
}

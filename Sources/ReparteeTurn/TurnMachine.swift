public import ReparteeCore

/// Decides whose turn it is. A value; it knows no clock, no audio and no model.
///
/// Inputs carry the time of the call. Each state that waits has a deadline, so no turn can hang:
/// `tick` (or any other input) after a deadline moves it on.
public struct TurnMachine: Sendable {
  enum Phase: Equatable {
    case listening
    case callerSpeaking(CallerSpeech)
    case deciding(Pause)
    case thinking(since: MediaTime)
    case agentSpeaking(lastProgress: MediaTime)
    case overlap(Overlap)
  }

  /// The caller speaks, and the floor is free.
  struct CallerSpeech: Equatable {
    var nextPartial: MediaTime
  }

  /// The caller fell silent.
  struct Pause: Equatable {
    var speechEnd: MediaTime
    /// When the turn is over, as judged by now. Nil: not judged yet.
    var deadline: MediaTime?
    var nextAsk: MediaTime
    var words: String?
    /// After this, a turn without words is dropped.
    var wordsDeadline: MediaTime
  }

  /// The caller speaks while the agent has the floor.
  struct Overlap: Equatable {
    var onset: MediaTime
    var nextPartial: MediaTime
    var words = ""
    /// Set once the caller fell silent again: a final transcript decides.
    var stopped: MediaTime?
  }

  public let settings: TurnSettings
  let hasDetector: Bool
  var gate: VoiceGate
  var phase = Phase.listening
  var turnStart = MediaTime.zero
  /// Whether words of earlier segments of the open turn stand: they must be answered even if nothing follows.
  var holdsWords = false
  /// When the sound that lasts now began; nil in silence.
  var voiceSince: MediaTime?

  /// - Parameter hasDetector: whether `askTurn` will be answered; else silence alone ends a turn.
  public init(
    settings: TurnSettings = TurnSettings(), hasDetector: Bool, frame: MediaTime = .milliseconds(32)
  ) {
    self.settings = settings
    self.hasDetector = hasDetector
    gate = VoiceGate(settings: settings.voice, frame: frame)
  }

  public var state: TurnState {
    switch phase {
    case .listening: .listening
    case .callerSpeaking: .callerSpeaking
    case .deciding: .deciding
    case .thinking: .thinking
    case .agentSpeaking: .agentSpeaking
    case .overlap: .overlap
    }
  }

  /// Takes one input and says what is to be done, in order.
  public mutating func handle(_ input: TurnInput, at now: MediaTime) -> [TurnAction] {
    let before = state
    var actions: [TurnAction] = []
    dispatch(input, at: now, into: &actions)
    checkDeadlines(at: now, into: &actions)
    if state != before { actions.append(.state(state)) }
    return actions
  }

  private mutating func dispatch(
    _ input: TurnInput, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    switch input {
    case .voice(let probability, let end):
      switch gate.handle(probability: probability, at: end) {
      case .started(let onset):
        voiceSince = onset
        callerStarted(at: onset, now: now, into: &actions)
      case .stopped(let end):
        voiceSince = nil
        callerStopped(at: end, now: now, into: &actions)
      case nil: break
      }
    case .turnProbability(let probability): heardProbability(probability)
    case .partial(let words): heardPartial(words, at: now, into: &actions)
    case .final(let words): heardFinal(words, at: now, into: &actions)
    case .finalFailed: heardFinal("", at: now, into: &actions)
    case .agentAnnounces:
      guard case .listening = phase else { break }
      holdsWords = false
      phase = .thinking(since: now)
    case .agentStarted, .agentProgressed: agentMoved(at: now)
    case .agentFinished: agentFinished(at: now, into: &actions)
    case .replyFailed: replyFailed(at: now, into: &actions)
    case .tick: break
    }
  }
}

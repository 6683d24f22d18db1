import ReparteeAudio
public import ReparteeCore
public import ReparteeTurn

/// A whole call as a value: the turn machine, the conversation, the reply in the making and the epoch.
///
/// It knows no clock, thread, model or socket. The same inputs at the same times always give the
/// same actions, which is what `repartee replay` checks.
public struct SessionMachine: Sendable {
  public let agent: Agent
  public internal(set) var conversation = Conversation()
  /// The epoch whose audio may be heard. It is advanced in one place only: `advanceEpoch`.
  public internal(set) var epoch = Epoch.none
  var turn: TurnMachine
  var reply: Reply?
  var caller = CallerTurn()
  /// The caller part of a reply that was interrupted before it was heard.
  var reopened: TurnReport.CallerPart?
  /// Up to here caller audio is in the conversation or locked; it must not be transcribed twice.
  var transcribedTo = MediaTime.zero
  var lastCall = CallID(0)
  /// How many samples of a reply a block of 20 ms has.
  var largestBlock = 0
  var isCallerGone = false
  /// How much of what was sent has not sounded and can still be dropped.
  var unplayed = MediaTime.zero
  /// The goodbye was heard.
  var isLeaving = false
  /// The next thing the agent has said is its last, whatever the caller says meanwhile.
  var isClosing = false
  var hasEnded = false

  /// - Parameters:
  ///   - abilities: what the session's models can do.
  ///   - frame: how much audio one probability of the voice detector stands for.
  public init(
    agent: Agent, abilities: TurnMachine.Abilities, frame: MediaTime = .milliseconds(32)
  ) {
    self.agent = agent
    turn = TurnMachine(profile: agent.turnProfile, abilities: abilities, frame: frame)
  }

  /// Whose turn it is.
  public var state: TurnState { turn.state }

  /// Caller audio from here on may have to be transcribed; nil while nobody speaks.
  var audioWanted: MediaTime? { caller.start == nil ? nil : caller.segmentStart }

  /// Takes one input and says what is to be done, in order.
  public mutating func handle(_ input: SessionInput, at now: MediaTime) -> [SessionAction] {
    guard !hasEnded else { return [] }
    var out: [SessionAction] = []
    switch input {
    case .started: greet(at: now, into: &out)
    case .voice(let frame):
      // The last goodbye is heard whole, whoever speaks over it.
      if !isClosing { tell(.voice(frame), at: now, into: &out) }
    case .blockSent(let samples): blockSent(samples, at: now, into: &out)
    case .transcript(let call, let text): heard(text, from: call, at: now, into: &out)
    case .turnProbability(let call, let probability):
      guard call == caller.ask else { break }
      caller.ask = nil
      tell(.turnProbability(probability), at: now, into: &out)
    case .token(let call, let text): wrote(text, by: call, at: now, into: &out)
    case .tokensEnded(let call): wroteAll(call, at: now, into: &out)
    case .speech(let call, let samples, let words):
      spoke(samples, words, by: call, at: now, into: &out)
    case .speechEnded(let call): spokeAll(call, at: now, into: &out)
    case .failed(let call, let message): failed(call, message, at: now, into: &out)
    case .callerGone: isCallerGone = true
    case .playout(let behind): unplayed = max(.zero, behind)
    case .command(let command): obey(command, at: now, into: &out)
    }
    return out
  }

  mutating func newCall() -> CallID {
    lastCall = lastCall.next()
    return lastCall
  }

  mutating func tell(_ input: TurnInput, at now: MediaTime, into out: inout [SessionAction]) {
    for action in turn.handle(input, at: now) { perform(action, at: now, into: &out) }
  }

  private mutating func heard(
    _ text: String, from call: CallID, at now: MediaTime, into out: inout [SessionAction]
  ) {
    if reply?.start != nil { noteSaid() }
    if call == caller.final {
      caller.final = nil
      caller.stages.transcript = now
      tell(.final(text), at: now, into: &out)
    } else if call == caller.partial {
      caller.partial = nil
      showPartial(text, into: &out)
      tell(.partial(text), at: now, into: &out)
    } else if call == caller.draft {
      caller.draft = nil
      showPartial(text, into: &out)
      tell(.draft(text), at: now, into: &out)
    }
  }

  private func showPartial(_ text: String, into out: inout [SessionAction]) {
    if !text.isEmpty { out.append(.emit(.callerPartial(caller.text(with: text)))) }
  }

  private mutating func failed(
    _ call: CallID, _ message: String, at now: MediaTime, into out: inout [SessionAction]
  ) {
    if call == caller.final {
      caller.final = nil
      tell(.finalFailed, at: now, into: &out)
    } else if call == caller.partial {
      caller.partial = nil
      tell(.partialFailed, at: now, into: &out)
    } else if call == caller.draft {
      caller.draft = nil
    } else if call == caller.ask {
      caller.ask = nil
      // As good as a detector in doubt: the wait stays bounded and moderate.
      tell(.turnProbability(0.5), at: now, into: &out)
    } else if call == reply?.generating, reply?.isCommitted == false {
      // Nobody knows of it; when the turn is over it is tried again.
      reply?.generating = nil
      advanceEpoch(into: &out)
      tell(.preparedFailed, at: now, into: &out)
      return
    } else if call == reply?.generating {
      wroteAll(call, at: now, into: &out)
    } else if call == reply?.synthesizing {
      reply?.ledger.failClause()
      spokeAll(call, at: now, into: &out)
    } else {
      return
    }
    out.append(.emit(.failure(message)))
  }
}

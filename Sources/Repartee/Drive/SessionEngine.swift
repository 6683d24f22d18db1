import ReparteeAudio
import ReparteeCore
import ReparteeTurn

/// Joins a session machine to audio: the media plane of one call.
///
/// Confined to the session's executor. `exchange` takes the caller's newest 20 ms and gives back the
/// agent's, by plain synchronous calls and without allocating when nothing is decided. Model work is
/// only asked for here; a driver runs it and brings the results back.
final class SessionEngine {
  /// Caller audio comes in at 16 kHz.
  static let inputRate = SampleRate.hz16000

  let agent: Agent
  let id: SessionID
  let outputRate: SampleRate
  private(set) var machine: SessionMachine
  private let voice: any VoiceStream
  private let turn: (any TurnStream)?
  private var recorder: JournalRecorder?
  private let observer: ((SessionEvent, MediaTime) -> Void)?
  private var audio = CallerAudio()
  private var gate = OutputGate()
  private var echo: EchoWatch
  private var captions = HeardWords()
  private var toldUnplayed = MediaTime.zero
  private var isCallerHere = true
  private var frame: [Float]
  private var frameFill = 0
  private var framesHeard = 0
  /// The newest transcript and where its segment begins: the next one of that segment may build on it.
  private var draft: (from: MediaTime, transcript: Transcript)?
  private var recognizing: (call: CallID, from: MediaTime)?
  private(set) var pendingCalls: [ModelCall] = []
  private(set) var pendingCancels: [CallID] = []
  private(set) var end: SessionEnd?

  init(
    agent: Agent, models: ModelSet, id: SessionID, journal: (any JournalSink)?,
    observer: ((SessionEvent, MediaTime) -> Void)?
  ) {
    self.agent = agent
    self.id = id
    self.observer = observer
    outputRate = models.speech.rate
    voice = models.voice.makeStream()
    turn = models.turn?.makeStream()
    echo = EchoWatch(outputRate: models.speech.rate)
    let hop = models.voice.hop
    frame = [Float](repeating: 0, count: hop)
    let length = MediaTime.samples(hop, at: Self.inputRate)
    let abilities = TurnMachine.Abilities(
      detector: models.turn != nil, partials: models.recognizer.hasPartials)
    machine = SessionMachine(agent: agent, abilities: abilities, frame: length)
    recorder = journal.map {
      JournalRecorder(
        sink: $0, header: JournalHeader(agent: agent, abilities: abilities, frame: length))
    }
  }

  /// Gives the machine something that is not audio.
  func handle(_ input: SessionInput, at now: MediaTime) {
    recorder?.record(input, at: now)
    let actions = machine.handle(input, at: now)
    guard !actions.isEmpty else { return }
    recorder?.record(actions, at: now)
    for action in actions { perform(action, at: now) }
  }

  /// Takes a model's result. Audio of an old epoch stops at the gate.
  func deliver(_ result: ModelResult, at now: MediaTime) {
    if let transcript = result.transcript, let recognizing,
      case .transcript(recognizing.call, _) = result.input
    {
      draft = (recognizing.from, transcript)
    }
    if result.epoch == .none {
      gate.append(aside: result.audio)
    } else if !result.audio.isEmpty {
      gate.append(result.audio, epoch: result.epoch)
    }
    handle(result.input, at: now)
  }

  /// Hears a block of caller audio that ended at `now` and fills a block of the agent's that begins then.
  /// - Parameters:
  ///   - caller: 16 kHz mono, any count (20 ms is 320).
  ///   - agent: mono at `outputRate` (20 ms).
  func exchange(caller: Span<Float>, agent: inout MutableSpan<Float>, at now: MediaTime) {
    audio.append(caller, keepingFrom: machine.audioWanted?.samples(at: Self.inputRate) ?? .max)
    turn?.append(caller)
    let likeness = echo.heard(caller)
    for index in caller.indices {
      frame[frameFill] = caller[index]
      frameFill += 1
      guard frameFill == frame.count else { continue }
      frameFill = 0
      framesHeard += 1
      let end = MediaTime.samples(framesHeard * frame.count, at: Self.inputRate)
      let heard = VoiceFrame(
        voice.process(frame.span), end: end, level: Levels(frame.span).rmsDecibels,
        echo: likeness, isEchoKnown: echo.isDecided)
      handle(.voice(heard), at: now)
    }
    let sent = gate.take(into: &agent)
    if gate.isSounding { echo.played(agent.span) }
    handle(.blockSent(samples: sent), at: now)
    if sent > 0, let observer, let text = captions.newText(of: machine.reply?.ledger) {
      observer(.agentHeard(text), now)
    }
  }

  /// Carries 20 ms between the endpoint and the session.
  /// - Parameters:
  ///   - caller: room for a block at 16 kHz.
  ///   - agent: room for a block at `outputRate`.
  func exchange(
    with endpoint: any AudioEndpoint, caller: inout [Float], agent: inout [Float],
    at now: MediaTime
  ) {
    var block = caller.mutableSpan
    let isHere = endpoint.nextCallerBlock(into: &block)
    if isCallerHere, !isHere { handle(.callerGone, at: now) }
    isCallerHere = isHere
    note(unplayed: endpoint.unplayed, at: now)
    var out = agent.mutableSpan
    exchange(caller: caller.span, agent: &out, at: now)
    endpoint.exchange(caller: caller.span, agent: agent.span, start: now)
  }

  /// Notes how far the other side is behind, when that has changed by a block.
  private func note(unplayed: MediaTime, at now: MediaTime) {
    let difference = unplayed - toldUnplayed
    guard max(difference, .zero - difference) >= .milliseconds(20) else { return }
    toldUnplayed = unplayed
    handle(.playout(behind: unplayed), at: now)
  }

  /// What has left and not sounded is void: said before the gate closes, in the same instant.
  private func clear(at now: MediaTime) {
    if gate.isLettingOut { observer?(.clear, now) }
  }

  /// Whether model work was asked for, or is not wanted any more.
  var hasRequests: Bool { !pendingCalls.isEmpty || !pendingCancels.isEmpty }

  /// The model work that was asked for since the last call.
  func takeCalls() -> (start: [ModelCall], cancel: [CallID]) {
    guard hasRequests else { return ([], []) }
    defer {
      pendingCalls = []
      pendingCancels = []
    }
    return (pendingCalls, pendingCancels)
  }

  private func perform(_ action: SessionAction, at now: MediaTime) {
    switch action {
    case .recognize(let call, let from, let end, let effort):
      recognizing = (call, from)
      pendingCalls.append(
        ModelCall(id: call, work: .recognize(segment(from: from, speechEnd: end, effort))))
    case .cancel(let call):
      pendingCalls.removeAll { $0.id == call }
      pendingCancels.append(call)
    case .beginTurn(let start):
      turn?.beginTurn(lead: max(0, audio.written - start.samples(at: Self.inputRate)))
    case .askTurn(let call):
      if let turn { pendingCalls.append(ModelCall(id: call, work: .turn(turn.question()))) }
    case .generate(let call, _, let messages):
      pendingCalls.append(ModelCall(id: call, work: .generate(request(messages))))
    case .synthesize(let call, let epoch, let text):
      pendingCalls.append(
        ModelCall(
          id: call, work: .synthesize(SpeechRequest(text: text, voice: agent.voice), epoch)))
    case .murmur(let call, let text):
      let speech = SpeechRequest(text: text, voice: agent.voice)
      pendingCalls.append(ModelCall(id: call, work: .synthesize(speech, .none)))
    case .openGate(let epoch): gate.open(epoch)
    case .advance(let epoch):
      clear(at: now)
      gate.advance(to: epoch)
      captions = HeardWords()
    case .pause:
      clear(at: now)
      gate.pause()
    case .duck(let depth): gate.duck(by: depth)
    case .resume(let sample): gate.resume(at: sample)
    case .emit(let event):
      if case .turn(let report) = event, !report.agent.interrupted { gate.finish() }
      observer?(event, now)
    case .end(let reason): end = reason
    }
  }

  private func segment(
    from start: MediaTime, speechEnd: MediaTime, _ effort: SpeechSegment.Effort
  ) -> SpeechSegment {
    let (samples, first) = audio.suffix(from: start.samples(at: Self.inputRate))
    let end = speechEnd.samples(at: Self.inputRate) - first
    return SpeechSegment(
      samples: samples, speechEnd: min(max(end, 0), samples.count), effort: effort,
      draft: draft.flatMap { $0.from == start ? $0.transcript : nil })
  }

  private func request(_ messages: [Message]) -> LanguageRequest {
    LanguageRequest(
      instructions: agent.instructions, messages: messages, sampling: agent.sampling,
      maximumTokens: agent.maximumTokens, session: id)
  }
}

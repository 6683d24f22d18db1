import ReparteeCore
import ReparteeTurn

@testable import Repartee

/// A session machine with a real gate, and somebody who watches what leaves and what is asked.
struct PropertyWorld {
  /// What is broken on purpose, to see that it is noticed.
  enum Sabotage: CaseIterable {
    case gateKeepsOldAudio, gateStaysPaused, gateOpensEarly, blocksAreCountedTwice
    case timeStandsStill, nothingIsCancelled, conversationForgets
  }

  enum Work: Equatable {
    case words(from: MediaTime, to: MediaTime, isFinal: Bool), turn, text, voice
  }

  /// Samples in 20 ms: so few that a million events take seconds.
  static let blockSize = 8

  let setup: PropertyAgent
  var sabotage: Sabotage?
  var machine: SessionMachine
  var violations: [Violation] = []
  var isOver = false
  var now = MediaTime.zero
  private var gate = OutputGate()
  private(set) var tape = PropertyTape(.none)
  private var heldSince: MediaTime?
  private var clock = MediaTime.zero
  private var state = (is: TurnState.listening, since: MediaTime.zero)
  private(set) var working: [CallID: Work] = [:]
  private var begun = 0
  private var said: [String] = []
  var caller = PropertyCaller()
  /// What the machine was told and what it did, if that is kept.
  private(set) var kept: [(input: SessionInput, time: MediaTime, actions: [SessionAction])] = []
  var isKeeping = false
  /// How often each thing happened, so that it is known that the streams reach all of it.
  private(set) var seen: [String: Int] = [:]

  init(_ setup: PropertyAgent, sabotage: Sabotage? = nil) {
    self.setup = setup
    self.sabotage = sabotage
    machine = SessionMachine(agent: setup.agent, abilities: setup.abilities)
  }

  mutating func fail(_ property: Property, _ text: String) {
    violations.append(Violation(property: property, time: now, text: text))
  }

  /// Does what a session engine does with it.
  mutating func take(_ step: PropertyStep) -> [SessionAction] {
    now = step.time
    var isClocked = false
    var actions: [SessionAction] = []
    switch step.kind {
    case .input(let input):
      if case .voice = input { isClocked = true }
      note(input)
      actions = hand(input)
    case .speech(let call, let epoch, let samples, let words):
      if epoch != .none, samples > 0 {
        let first = epoch == tape.epoch ? tape.made : 0
        gate.append((0..<samples).map { PropertyTape.sample(epoch, first + $0) }, epoch: epoch)
      }
      if epoch == tape.epoch { tape.add(samples, words, by: call) }
      actions = hand(.speech(call, samples: samples, words: words))
    case .block:
      isClocked = true
      actions = hand(.blockSent(samples: sendBlock()))
    }
    for action in actions { perform(action) }
    check(isClocked: isClocked)
    return actions
  }

  private mutating func hand(_ input: SessionInput) -> [SessionAction] {
    if sabotage == .timeStandsStill, machine.state == .overlap { return [] }
    let actions = machine.handle(input, at: now)
    if isKeeping { kept.append((input, now, actions)) }
    return actions
  }

  /// The other side plays late, and drops what it has not played at a pause.
  private var isLate = false

  private mutating func sendBlock() -> Int {
    let mayGo = tape.isOpen && heldSince == nil && tape.position < tape.made
    var block = [Float](repeating: 0, count: Self.blockSize)
    var span = block.mutableSpan
    let sent = gate.take(into: &span)
    if mayGo, sent == 0 { fail(.holdsNothing, "nothing left though nothing holds it") }
    if let wrong = tape.left(block.prefix(sent)) { fail(.oldEpochs, wrong) }
    return sabotage == .blocksAreCountedTwice ? sent * 2 : sent
  }

  /// Notes which call has its answer.
  private mutating func note(_ input: SessionInput) {
    switch input {
    case .transcript(let call, let text):
      if case .words(let from, let to, let isFinal)? = working[call] {
        working[call] = nil
        caller.given(text, from: from, to: to, isFinal: isFinal)
      }
    case .turnProbability(let call, _): if working[call] == .turn { working[call] = nil }
    case .tokensEnded(let call): if working[call] == .text { working[call] = nil }
    case .speechEnded(let call):
      if working[call] == .voice { working[call] = nil }
      tape.end(call, isFailed: false)
    case .failed(let call, _):
      working[call] = nil
      tape.end(call, isFailed: true)
    case .playout(let behind): isLate = isLate || behind > .zero
    case .started, .voice, .blockSent, .token, .speech, .callerGone, .command: break
    }
  }

  private mutating func perform(_ action: SessionAction) {
    seen[action.name, default: 0] += 1
    switch action {
    case .recognize(let call, let from, let end, let effort):
      working[call] = .words(from: from, to: end, isFinal: effort == .final)
    case .cancel(let call):
      if working[call] == nil {
        fail(.bounded, "call \(call.value) is cancelled and not under way")
      }
      if sabotage != .nothingIsCancelled { working[call] = nil }
    case .beginTurn: begun = 0
    case .askTurn(let call): working[call] = .turn
    case .generate(let call, let epoch, _):
      working[call] = .text
      begun += 1
      if epoch != tape.epoch {
        fail(.oldEpochs, "text is asked for an epoch that is not the newest")
      }
      if sabotage == .gateOpensEarly { gate.open(epoch) }
    case .synthesize(let call, let epoch, let text):
      working[call] = .voice
      if epoch != tape.epoch { fail(.oldEpochs, "a clause is asked for an old epoch") }
      tape.clauses.append(.init(call: call, text: text, start: tape.made))
    case .murmur: break
    case .openGate(let epoch):
      gate.open(epoch)
      if epoch != tape.epoch { fail(.oldEpochs, "the gate is opened for an old epoch") }
      tape.isOpen = true
      // A turn may be opened again and answered anew at one stroke.
      state = (machine.state, now)
    case .advance(let epoch):
      if sabotage != .gateKeepsOldAudio { gate.advance(to: epoch) }
      if epoch <= tape.epoch { fail(.oldEpochs, "the epoch goes back") }
      tape = PropertyTape(epoch)
      heldSince = nil
    case .pause:
      gate.pause()
      heldSince = heldSince ?? now
    case .duck(let depth):
      gate.duck(by: depth)
      tape.duck(by: depth)
      heldSince = depth > 0 ? heldSince ?? now : nil
    case .resume(let sample): resume(at: sample)
    case .emit(let event): noted(event)
    case .end: isOver = true
    }
  }

  private mutating func resume(at sample: Int) {
    if sabotage != .gateStaysPaused { gate.resume(at: sample) }
    if sample > tape.position || sample < 0 {
      fail(.heard, "resumes at \(sample), so words are lost")
    }
    tape.position = sample
    heldSince = nil
  }

  private mutating func noted(_ event: SessionEvent) {
    switch event {
    case .turn(let report):
      if sabotage == .conversationForgets { machine.conversation = Conversation() }
      let heard = report.agent.heard
      let isTrue = isLate ? tape.isPartHeard(heard) : tape.isHeard(heard)
      if !isTrue {
        let left = tape.heard.map { $0.map { $0.joined(separator: " ") } ?? "…" }
        fail(.heard, "'\(heard)' is said to be heard, but what left is \(left)")
      }
      if !heard.isEmpty { said.append(heard) }
    case .callerFinal(let text):
      begun = 0
      for wrong in caller.committed(text) { fail(.caller, wrong) }
    case .overlap(let verdict):
      seen[verdict.reason.rawValue, default: 0] += 1
      if verdict.kind == .turn { begun = 0 }
    case .state(let state): seen[state.rawValue, default: 0] += 1
    case .callerPartial, .turnEnded, .turnReopened, .callerAway, .agentMurmur, .agentClause,
      .agentHeard, .clear,
      .failure:
      break
    }
  }

  private mutating func check(isClocked: Bool) {
    if state.is != machine.state { state = (machine.state, now) }
    if isClocked { checkState() }
    checkHold(isClocked: isClocked)
    if working.count > 6 { fail(.bounded, "\(working.count) calls are under way") }
    let limit = setup.settings.map { $0.speculation ? $0.speculationLimit : 0 }.max() ?? 0
    if begun > limit + 1 { fail(.bounded, "\(begun) replies were begun for one turn") }
  }

  /// A sound that is judged as soon as it is heard does not show as a state: then the next event is the one that counts.
  private mutating func checkState() {
    if let longest = setup.longest(state.is), clock - state.since > longest {
      fail(.comesBack, "\(state.is.rawValue) lasts for \(clock - state.since), not \(longest)")
    }
    clock = now
  }

  private mutating func checkHold(isClocked: Bool) {
    guard let since = heldSince, machine.reply != nil else { return }
    if machine.state != .overlap {
      fail(.holdsNothing, "the voice is held in the state \(machine.state.rawValue)")
    } else if isClocked, now - since > setup.longestHold {
      fail(.holdsNothing, "the voice is held for \(now - since)")
    }
  }

  /// What has to hold when the call is over, or nobody speaks.
  mutating func checkConversation() {
    let messages = machine.conversation.messages
    let agent = messages.filter { $0.role == .assistant }.map(\.text)
    if agent != said { fail(.heard, "the conversation holds \(agent), heard was \(said)") }
    let open = machine.caller.locked
    let texts = messages.filter { $0.role == .user }.map(\.text)
    for wrong in caller.wrongs(in: texts, open: open) { fail(.caller, wrong) }
  }
}

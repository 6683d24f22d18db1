import ReparteeCore
import ReparteeTurn

@testable import Repartee

/// Makes up a call as it goes: a caller, and models that answer what the machine asks, well, late, wrongly or never.
struct PropertyDriver {
  private(set) var world: PropertyWorld
  private(set) var steps: [PropertyStep] = []
  private let manner: PropertyManner
  private var random: PropertyRandom
  private var voice: PropertyVoice
  private var frames = 0
  private var now = MediaTime.zero
  private var due: [(time: MediaTime, call: CallID, kind: PropertyStep.Kind)] = []
  private var words = PropertyWords()
  private var newestCall = CallID(0)

  init(seed: UInt64, _ manner: PropertyManner, sabotage: PropertyWorld.Sabotage? = nil) {
    self.manner = manner
    random = PropertyRandom(seed: seed)
    voice = PropertyVoice(manner)
    world = PropertyWorld(PropertyAgent(&random), sabotage: sabotage)
  }

  /// Keeps what the machine is told and does.
  mutating func keep() { world.isKeeping = true }

  /// A call of chance for so many events, then silence until nobody has the floor.
  mutating func run(events: Int) {
    happen(.input(.started))
    let end = random.chance(0.3) ? random.number(10...events) : .max
    while steps.count < events, isGoing {
      if steps.count > end, !world.machine.isCallerGone { happen(.input(.callerGone)) }
      pass(isSilent: false)
    }
    if isGoing { fallSilent() }
    world.checkConversation()
  }

  private var isGoing: Bool { !world.isOver && world.violations.isEmpty }

  /// 20 ms pass.
  private mutating func pass(isSilent: Bool) {
    var next = now + .milliseconds(20)
    // Now and then a machine stands still.
    if !isSilent, random.chance(0.0005) { next = next + random.time(0...4_000) }
    deliver(until: next)
    now = next
    if !isSilent, random.chance(manner.strays) { stray() }
    if !isSilent, random.chance(0.001) { command() }
    while MediaTime.milliseconds(Int64(32 * (frames + 1))) <= now {
      frames += 1
      let end = MediaTime.milliseconds(Int64(32 * frames))
      let frame = isSilent ? .init(0, end: end, level: -70) : voice.next(end: end, &random)
      happen(.input(.voice(frame)))
    }
    happen(.block)
  }

  /// Whoever runs the call wants something, or the other side says how far behind it plays.
  private mutating func command() {
    let inputs: [SessionInput] = [
      .command(.interrupt), .command(.interrupt), .playout(behind: random.time(0...600)),
      .playout(behind: .zero), random.chance(0.1) ? .command(.leave) : .command(.interrupt),
    ]
    happen(.input(random.pick(inputs)))
  }

  private mutating func deliver(until next: MediaTime) {
    while isGoing, let first = due.first, first.time <= next {
      due.removeFirst()
      now = max(now, first.time)
      happen(first.kind)
    }
  }

  private mutating func happen(_ kind: PropertyStep.Kind) {
    let step = PropertyStep(time: now, kind: kind)
    steps.append(step)
    for action in world.take(step) { answer(action) }
  }

  /// From here on every model is broken, or none answers, and the caller's side is silent.
  private mutating func fallSilent() {
    if random.chance(0.5) {
      due = world.working.keys.sorted { $0.value < $1.value }
        .map { (now, $0, .input(.failed($0, "broken"))) }
    } else {
      due = []
    }
    if random.chance(0.3), !world.machine.isCallerGone { happen(.input(.callerGone)) }
    isBroken = true
    let left = Int64(world.tape.made - world.tape.position) / Int64(PropertyWorld.blockSize) * 20
    let bound = now + world.setup.longestWait + .milliseconds(left + 2_000)
    pass(until: bound) { $0.isBack }
    if isGoing, !isBack { failToComeBack("after silence until \(bound)") }
    // Nobody says anything any more: the agent asks, says goodbye and hangs up.
    guard isGoing, random.chance(0.1), let patience = world.setup.longestPatience else { return }
    let end = now + patience
    pass(until: end) { _ in false }
    if isGoing { failToComeBack("though nobody is there until \(end)") }
  }

  private mutating func pass(until end: MediaTime, _ isDone: (PropertyDriver) -> Bool) {
    while isGoing, now < end, !isDone(self) { pass(isSilent: true) }
  }

  private mutating func failToComeBack(_ why: String) {
    world.fail(.comesBack, "\(why) it is still \(world.machine.state.rawValue)")
  }

  private var isBroken = false

  private var isBack: Bool {
    world.machine.state == .listening && world.machine.reply == nil && !world.machine.isCallerGone
  }
}

/// What the models answer.
extension PropertyDriver {
  private mutating func answer(_ action: SessionAction) {
    guard !isBroken else { return }
    switch action {
    case .cancel(let call): if random.chance(0.8) { due.removeAll { $0.call == call } }
    case .recognize(let call, let from, _, let effort):
      reply(to: call) {
        [(.zero, .input(.transcript(call, text: $0.words.heard(from, effort, &$0.random))))]
      }
    case .askTurn(let call):
      let odd: [Float] = [.nan, -1, 2, .infinity]
      reply(to: call) {
        let share = Float($0.random.share())
        return [(.zero, .input(.turnProbability(call, $0.random.chance(0.03) ? odd[0] : share)))]
      }
    case .generate(let call, _, _): reply(to: call) { $0.tokens(of: call) }
    case .synthesize(let call, let epoch, let text):
      reply(to: call) { $0.audio(of: call, epoch, text) }
    case .murmur(let call, let text): reply(to: call) { $0.audio(of: call, .none, text) }
    case .beginTurn, .openGate, .advance, .pause, .duck, .resume, .emit, .end: break
    }
  }

  /// Puts what a call answers where it belongs; it may break off anywhere, or never come.
  private mutating func reply(
    to call: CallID,
    _ make: (inout PropertyDriver) -> [(delay: MediaTime, kind: PropertyStep.Kind)]
  ) {
    newestCall = call
    guard !random.chance(manner.silentModels) else { return }
    var time = now + random.time(manner.delay)
    var parts = make(&self)
    if random.chance(manner.failingModels) {
      parts = Array(parts.prefix(random.number(0...parts.count)).dropLast())
      parts.append((.zero, .input(.failed(call, "broken"))))
    } else if parts.count > 1, random.chance(manner.silentModels) {
      parts = Array(parts.prefix(random.number(0...parts.count)))
    }
    for part in parts {
      time = time + part.delay
      let place = due.firstIndex { $0.time > time } ?? due.count
      due.insert((time, call, part.kind), at: place)
    }
  }

  private mutating func tokens(of call: CallID) -> [(MediaTime, PropertyStep.Kind)] {
    var parts: [(MediaTime, PropertyStep.Kind)] = []
    for token in words.written(&random) {
      parts.append((random.time(0...80), .input(.token(call, token))))
    }
    return parts + [(.zero, .input(.tokensEnded(call)))]
  }

  /// The audio of a clause in pieces, each with the words that begin in it.
  private mutating func audio(
    of call: CallID, _ epoch: Epoch, _ text: String
  ) -> [(MediaTime, PropertyStep.Kind)] {
    var spoken = words.spoken(text, &random)
    let hasWords = random.chance(0.85)
    let piece = random.number(10...400)
    var parts: [(MediaTime, PropertyStep.Kind)] = []
    var made = 0
    while made < spoken.samples {
      let count = min(piece, spoken.samples - made)
      let begun = spoken.words.prefix { $0.samples.lowerBound < made + count }
      spoken.words.removeFirst(begun.count)
      let kind = PropertyStep.Kind.speech(
        call, epoch, samples: count, words: hasWords ? Array(begun) : [])
      parts.append((random.time(0...120), kind))
      made += count
    }
    return parts + [(.zero, .input(.speechEnded(call)))]
  }

  /// Something that nobody waits for: of an old call, a call to come, or a second time.
  private mutating func stray() {
    let newest = Int(newestCall.value)
    let call = CallID(UInt32(random.number(max(0, newest - 6)...(newest + 2))))
    due.removeAll { $0.call == call }
    let inputs: [SessionInput] = [
      .transcript(call, text: ""), .transcript(call, text: words.heard(now, .final, &random)),
      .turnProbability(call, random.pick([0, 1, .nan, 0.5])), .token(call, "Well, "),
      .tokensEnded(call), .speechEnded(call), .failed(call, "late"),
      .speech(CallID(0), samples: 40, words: []),
    ]
    happen(.input(random.pick(inputs)))
  }
}

import Repartee
import ReparteeCore
import ReparteeTurn

/// An agent with settings of chance, as far as an agent file may set them.
struct PropertyAgent {
  let agent: Agent
  let abilities: TurnMachine.Abilities

  init(_ random: inout PropertyRandom) {
    var agent = Agent(
      "Test", instructions: "Be brief.", greeting: random.pick(["", "Hello, how can I help?"]),
      turn: Self.settings(&random))
    if random.chance(0.5) {
      for expecting in Expectation.allCases where random.chance(0.5) {
        agent.turnWhen[expecting] = Self.settings(&random)
      }
    }
    if random.chance(0.15) { agent.reprompt = "" }
    if random.chance(0.15) { agent.goodbye = "" }
    if random.chance(0.1) { agent.backchannel = "" }
    self.agent = agent
    abilities = .init(detector: random.chance(0.8), partials: random.chance(0.8))
  }

  /// The defaults, or some of them changed, or all.
  private static func settings(_ random: inout PropertyRandom) -> TurnSettings {
    var settings = TurnSettings()
    let share = random.pick([0, 0.1, 0.1, 0.3, 1])
    for field in TurnSettings.fields where random.chance(share) {
      field.set(&settings, value(of: field, in: settings, &random))
    }
    // What is off by default, or takes minutes, is to happen often.
    if random.chance(0.2) { settings.duck = true }
    if random.chance(0.3) {
      settings.agentBackchannels = true
      settings.backchannelAfter = .milliseconds(500)
    }
    if random.chance(0.1) {
      settings.maximumTurn = random.time(500...5_000)
      settings.maximumTurnGrace = random.time(0...2_000)
    }
    // A line on which nothing is ever silence has no silence to come back in.
    settings.voice.threshold = max(settings.voice.threshold, 0.1)
    settings.voice.negativeThreshold = min(
      max(settings.voice.negativeThreshold, 0.05), settings.voice.threshold)
    return settings
  }

  private static func value(
    of field: TurnSettings.Field, in settings: TurnSettings, _ random: inout PropertyRandom
  ) -> Double {
    switch field.unit {
    case .milliseconds:
      let factor = random.pick([0, 0.05, 0.2, 0.5, 1, 1.5, 3])
      return (field.get(settings) * factor).rounded()
    case .probability: return random.share()
    case .flag: return random.chance(0.5) ? 1 : 0
    case .factor: return random.number(0...4)
    case .decibels: return random.number(0...60)
    case .count: return Double(random.number(0...4))
    }
  }

  /// Everything that may hold while the call lasts.
  var settings: [TurnSettings] { [agent.turn] + agent.turnWhen.values }

  func longest(_ length: (TurnSettings) -> MediaTime) -> MediaTime {
    settings.map(length).max() ?? .zero
  }

  /// How long the agent's voice may be held before it is decided what the sound over it is.
  /// The words of a sound that ended in time are waited for a little longer.
  var longestHold: MediaTime {
    longest { max($0.overlapDecision, $0.overlapLimit) } + .milliseconds(800)
  }

  /// How long a state that waits may last; nil for those that depend on what there is to say.
  func longest(_ state: TurnState) -> MediaTime? {
    switch state {
    case .listening, .agentSpeaking: nil
    case .callerSpeaking: longest { $0.maximumTurn + $0.maximumTurnGrace }
    // A caller who goes on when the turn is long enough already is decided upon once more.
    case .deciding: longestDecision + longestDecision
    case .thinking: longest(\.replyTimeout)
    case .overlap: longestHold
    }
  }

  /// A sound that just begins is given a moment.
  private var longestDecision: MediaTime {
    .milliseconds(80)
      + longest { max($0.maximumWait, $0.minimumWait, $0.finalWait) + $0.transcriptTimeout }
  }

  /// How long it may take until nobody has the floor, from when everybody is silent, besides the audio that is
  /// there to be heard: one of each wait that can still follow another.
  var longestWait: MediaTime {
    let voice = longest { $0.voice.minimumSilence + $0.voice.minimumSpeech }
    let turn = longestDecision
    let reply = longest { $0.replyTimeout + $0.stallTimeout }
    // The words over a reply may be answered after it, so there may be two of each.
    return voice + longestHold + turn + turn + reply + reply + .seconds(1)
  }

  /// How long it takes at most until an agent that nobody answers hangs up; nil when it never does.
  var longestPatience: MediaTime? {
    guard settings.allSatisfy({ $0.repromptAfter > .zero }) else { return nil }
    let round = longest { $0.repromptAfter + $0.replyTimeout + $0.stallTimeout } + .seconds(1)
    let rounds = (settings.map(\.reprompts).max() ?? 0) + 2
    return (0..<rounds).reduce(.zero) { sum, _ in sum + round }
  }
}

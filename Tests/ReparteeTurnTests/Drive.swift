import ReparteeCore
import ReparteeTurn

/// Drives a machine with 32 ms frames.
struct Drive {
  var machine: TurnMachine
  var now = MediaTime.zero
  var actions: [TurnAction] = []

  init(
    hasDetector: Bool = true, partials: Bool = true, settings: TurnSettings = TurnSettings(),
    when: [Expectation: TurnSettings] = [:]
  ) {
    machine = TurnMachine(
      profile: TurnProfile(settings, when: when),
      abilities: .init(detector: hasDetector, partials: partials))
  }

  mutating func frames(_ count: Int, _ probability: Float, level: Float = -30, echo: Float = 0) {
    for _ in 0..<count {
      now = now + .milliseconds(32)
      let frame = VoiceFrame(probability, end: now, level: level, echo: echo)
      actions += machine.handle(.voice(frame), at: now)
    }
  }

  mutating func tell(_ input: TurnInput) { actions += machine.handle(input, at: now) }

  /// The agent speaks, having said this so far.
  mutating func agentSpeaks(_ text: String = "Our hours are as follows.") {
    tell(.agentAnnounces)
    tell(.agentStarted)
    machine.agentSaid(text)
    actions = []
  }

  var verdicts: [OverlapVerdict] {
    actions.compactMap { if case .judged(let verdict) = $0 { verdict } else { nil } }
  }
}

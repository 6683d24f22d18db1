import ReparteeCore

/// What is not heard but told: by a caller who types, or by whoever runs the call.
extension TurnMachine {
  /// Typed words are a whole turn: they stop the agent, join what is being said and are answered at once.
  mutating func answerTyped(
    _ words: String, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    guard !words.isEmpty else { return }
    cutAgent(at: now, into: &actions)
    actions += [
      .dropFinal, .prepareReply(words), .ended(EndReason(wait: .zero, because: "it was typed")),
      .commit,
    ]
    callerSaidSomething(at: now)
    hasLostReply = false
    answered = Self.join(held, words)
    held = ""
    if gate.isSpeaking { startHearingAnew() }
    lastSpeechEnd = now
    phase = .agent(AgentFloor(since: now, lastProgress: now))
  }

  /// Ends what the agent says, as if the caller had taken the turn and said nothing.
  mutating func cutAgent(at now: MediaTime, into actions: inout [TurnAction]) {
    switch phase {
    case .agent(let floor), .overlap(let floor, _):
      if !floor.isDone { actions.append(.interrupt) }
      var free = floor
      free.watch = nil
      release(free, at: now, into: &actions)
    case .listening, .callerSpeaking, .deciding: break
    }
  }

  /// Ends whatever turn is open, so that the agent can speak of its own accord.
  mutating func freeFloor(at now: MediaTime, into actions: inout [TurnAction]) {
    cutAgent(at: now, into: &actions)
    guard state != .listening else { return }
    startHearingAnew()
    held = ""
    speculations = 0
    actions += [.dropFinal, .discardTurn]
    phase = .listening
  }
}

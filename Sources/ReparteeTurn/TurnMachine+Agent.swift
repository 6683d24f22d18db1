import ReparteeCore

/// What the agent's voice does.
extension TurnMachine {
  mutating func agentMoved(at now: MediaTime) {
    switch phase {
    case .thinking, .agentSpeaking: phase = .agentSpeaking(lastProgress: now)
    case .listening, .callerSpeaking, .deciding, .overlap: break
    }
  }

  mutating func agentFinished(at now: MediaTime, into actions: inout [TurnAction]) {
    switch phase {
    case .agentSpeaking, .thinking: phase = .listening
    // Everything had been heard when the caller began: there is nothing left to resume.
    case .overlap(let overlap): takeTurn(overlap, now: now, into: &actions)
    case .listening, .callerSpeaking, .deciding: break
    }
  }

  mutating func replyFailed(into actions: inout [TurnAction]) {
    switch phase {
    case .thinking, .agentSpeaking:
      actions.append(.giveUp)
      phase = .listening
    case .listening, .callerSpeaking, .deciding, .overlap: break
    }
  }

  /// It was noise or "mm-hmm".
  mutating func resumeAgent(at now: MediaTime, into actions: inout [TurnAction]) {
    actions += [.discardTurn, .resumeOutput]
    phase = .agentSpeaking(lastProgress: now)
  }

  /// The caller has the floor: the epoch advances, here and in `callerStarted` only.
  mutating func takeTurn(
    _ overlap: Overlap, now: MediaTime, into actions: inout [TurnAction]
  ) {
    actions.append(.interrupt)
    guard let stopped = overlap.stopped else {
      phase = .callerSpeaking(CallerSpeech(nextPartial: now + settings.partialInterval))
      return
    }
    phase = .deciding(pause(from: stopped, now: now))
    askIfDue(at: now, into: &actions)
  }
}

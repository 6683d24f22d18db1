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
    case .agentSpeaking, .thinking: freeFloor(at: now, into: &actions)
    // Everything had been heard when the caller began: there is nothing left to resume.
    case .overlap(let overlap): takeTurn(overlap, now: now, into: &actions)
    case .listening, .callerSpeaking, .deciding: break
    }
  }

  /// Nobody has the floor; a caller who is speaking already takes it.
  mutating func freeFloor(at now: MediaTime, into actions: inout [TurnAction]) {
    phase = .listening
    holdsWords = false
    guard let voiceSince else { return }
    turnStart = now
    openSegment(at: voiceSince, now: now, into: &actions)
  }

  mutating func replyFailed(at now: MediaTime, into actions: inout [TurnAction]) {
    switch phase {
    case .thinking, .agentSpeaking:
      actions.append(.giveUp)
      freeFloor(at: now, into: &actions)
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

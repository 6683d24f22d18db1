import ReparteeCore

/// What time alone does. Every waiting phase is here: none lasts for ever.
extension TurnMachine {
  mutating func checkDeadlines(at now: MediaTime, into actions: inout [TurnAction]) {
    switch phase {
    case .listening: checkQuiet(at: now, into: &actions)
    case .callerSpeaking(let speech): checkSpeech(speech, at: now, into: &actions)
    case .deciding: checkPause(at: now, into: &actions)
    case .agent(let floor) where isOverdue(floor, at: now):
      actions.append(.giveUp)
      release(floor, at: now, into: &actions)
    case .agent(let floor): checkWatch(floor, at: now, into: &actions)
    case .overlap(let floor, let sound): checkOverlap(floor, sound, at: now, into: &actions)
    }
  }

  private func isOverdue(_ floor: AgentFloor, at now: MediaTime) -> Bool {
    floor.isAudible
      ? now - floor.lastProgress > settings.stallTimeout
      : now - floor.since > settings.replyTimeout
  }

  private mutating func checkSpeech(
    _ speech: CallerSpeech, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    // A turn is ended at its next silence; in the middle of sound only when there is none for long.
    if now - turnStart > settings.maximumTurn + settings.maximumTurnGrace {
      actions.append(.wantFinal(speechEnd: now))
      var forced = pause(from: now, now: now)
      forced.isForced = true
      judgeEnd(&forced)
      phase = .deciding(forced)
    } else if now >= speech.nextPartial, speech.anticipated == nil, abilities.partials {
      actions.append(.wantPartial)
      var next = speech
      next.nextPartial = now + settings.partialInterval
      phase = .callerSpeaking(next)
    }
  }
}

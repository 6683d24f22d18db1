import ReparteeCore

/// What time alone does. Every waiting phase is here: none lasts for ever.
extension TurnMachine {
  mutating func checkDeadlines(at now: MediaTime, into actions: inout [TurnAction]) {
    switch phase {
    case .listening: break
    case .callerSpeaking(let speech): checkSpeech(speech, at: now, into: &actions)
    case .deciding: checkPause(at: now, into: &actions)
    case .thinking(let since) where now - since > settings.replyTimeout:
      actions += [.interrupt, .giveUp]
      freeFloor(at: now, into: &actions)
    case .agentSpeaking(let last) where now - last > settings.stallTimeout:
      actions += [.interrupt, .giveUp]
      freeFloor(at: now, into: &actions)
    case .thinking, .agentSpeaking: break
    case .overlap(let overlap): checkOverlap(overlap, at: now, into: &actions)
    }
  }

  private mutating func checkSpeech(
    _ speech: CallerSpeech, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    // A turn is ended at its next silence; in the middle of sound only when there is none for long.
    if now - turnStart > settings.maximumTurn + settings.maximumTurnGrace {
      actions.append(.wantFinal(speechEnd: now))
      var forced = pause(from: now, now: now)
      forced.deadline = now
      forced.nextAsk = .init(nanoseconds: .max)
      phase = .deciding(forced)
    } else if now >= speech.nextPartial {
      actions.append(.wantPartial)
      phase = .callerSpeaking(CallerSpeech(nextPartial: now + settings.partialInterval))
    }
  }

  private mutating func checkPause(at now: MediaTime, into actions: inout [TurnAction]) {
    askIfDue(at: now, into: &actions)
    guard case .deciding(let pause) = phase else { return }
    // A detector that does not answer must not keep the caller waiting.
    let deadline = pause.deadline ?? (pause.speechEnd + settings.maximumWait)
    guard now >= deadline else { return }
    if let words = pause.words {
      endTurn(hasWords: holdsWords || !words.isEmpty, at: now, into: &actions)
    } else if now >= pause.wordsDeadline {
      actions.append(.dropFinal)
      if holdsWords { actions.append(.prepareReply("")) }
      endTurn(hasWords: holdsWords, at: now, into: &actions)
    }
  }

  private mutating func endTurn(
    hasWords: Bool, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    actions.append(hasWords ? .commit : .discardTurn)
    phase = hasWords ? .thinking(since: now) : .listening
  }

  mutating func askIfDue(at now: MediaTime, into actions: inout [TurnAction]) {
    guard hasDetector, case .deciding(var pause) = phase, now >= pause.nextAsk else { return }
    // The answer would come when the matter is decided, and cost the reply its processor.
    if let deadline = pause.deadline, deadline - now <= settings.askInterval { return }
    actions.append(.askTurn)
    pause.nextAsk = now + settings.askInterval
    phase = .deciding(pause)
  }

  private mutating func checkOverlap(
    _ overlap: Overlap, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    if let stopped = overlap.stopped {
      // No words came: it was nothing, and the agent goes on.
      if now - stopped > settings.backchannelLimit { resumeAgent(at: now, into: &actions) }
      return
    }
    let limit =
      Backchannel.matches(overlap.words) ? settings.backchannelLimit : settings.overlapLimit
    if now - overlap.onset > limit {
      takeTurn(overlap, now: now, into: &actions)
    } else if now >= overlap.nextPartial {
      actions.append(.wantPartial)
      var next = overlap
      next.nextPartial = now + settings.partialInterval
      phase = .overlap(next)
    }
  }
}

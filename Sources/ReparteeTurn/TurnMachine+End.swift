import ReparteeCore

/// When a turn is over.
extension TurnMachine {
  /// Works out anew how long this silence has to last.
  func judgeEnd(_ pause: inout Pause) {
    guard !pause.isForced else {
      pause.deadline = pause.speechEnd
      pause.reason = EndReason(wait: .zero, because: "the turn is too long")
      return
    }
    let words = (pause.words ?? pause.draft).map {
      WordsSoFar(Self.join(held, $0), expecting: expecting)
    }
    let wait = EndOfTurn.wait(
      probability: abilities.detector ? pause.probability : nil, words: words ?? .unknown,
      expecting: expecting, pace: pace, limits: EndOfTurn.Limits(settings))
    pause.deadline = pause.speechEnd + wait.length
    pause.reason = EndReason(wait: wait.length, because: "\(wait.reason)")
  }

  mutating func checkPause(at now: MediaTime, into actions: inout [TurnAction]) {
    askIfDue(at: now, into: &actions)
    acknowledge(at: now, into: &actions)
    guard case .deciding(let pause) = phase, now >= pause.deadline else { return }
    // A sound just began: a frame more shows whether the caller goes on.
    if let sound = gate.pendingSince, now - sound < Self.oneFrameMore { return }
    if let words = pause.words {
      endTurn(pause, words: words, at: now, into: &actions)
    } else if let draft = pause.draft, !draft.isEmpty, now - pause.speechEnd >= settings.finalWait {
      actions.append(.dropFinal)
      endTurn(
        pause, words: isBelatedBackchannel(draft, of: pause) ? "" : draft, at: now, into: &actions)
    } else if now >= pause.wordsDeadline {
      actions.append(.dropFinal)
      endTurn(pause, words: "", at: now, into: &actions)
    }
  }

  private static let oneFrameMore: MediaTime = .milliseconds(80)

  private mutating func endTurn(
    _ pause: Pause, words: String, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    guard holdsWords || !words.isEmpty else {
      actions.append(.discardTurn)
      phase = .listening
      speculations = 0
      return
    }
    if pause.prepared != words { actions.append(.prepareReply(words)) }
    actions += [.ended(pause.reason), .commit]
    pace.paused(now - pause.speechEnd, wentOn: false)
    callerSaidSomething(at: now)
    hasLostReply = false
    answered = Self.join(held, words)
    // Sound that never ends would hide every interruption: what goes on begins anew.
    if gate.isSpeaking { startHearingAnew() }
    lastSpeechEnd = pause.speechEnd
    var floor = AgentFloor(since: now, lastProgress: now)
    floor.answers = turnStart
    phase = .agent(floor)
  }

  mutating func askIfDue(at now: MediaTime, into actions: inout [TurnAction]) {
    guard abilities.detector, case .deciding(var pause) = phase, now >= pause.nextAsk,
      !pause.isForced
    else { return }
    // The answer would come when the matter is decided, and cost the reply its processor.
    if pause.probability != nil, pause.deadline - now <= settings.askInterval { return }
    actions.append(.askTurn)
    pause.nextAsk = now + settings.askInterval
    phase = .deciding(pause)
  }

  /// Says "mm-hmm" in a pause of a caller who speaks long and is not done.
  private mutating func acknowledge(at now: MediaTime, into actions: inout [TurnAction]) {
    guard settings.agentBackchannels, case .deciding(var pause) = phase, !pause.hasAcknowledged,
      let probability = pause.probability, probability < 0.4,
      now - pause.speechEnd >= .milliseconds(150),
      now - lastAcknowledgement >= settings.backchannelAfter
    else { return }
    lastAcknowledgement = now
    pause.hasAcknowledged = true
    phase = .deciding(pause)
    actions.append(.sayBackchannel)
  }
}

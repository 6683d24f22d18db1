import ReparteeCore

/// What the caller's voice and words do.
extension TurnMachine {
  mutating func callerStarted(
    at onset: MediaTime, now: MediaTime, into actions: inout [TurnAction]
  ) {
    switch phase {
    case .listening:
      turnStart = onset
      holdsWords = false
      openSegment(at: onset, now: now, into: &actions)
    case .deciding(let pause):
      // A turn that is too long is awaited, not begun again.
      guard now - turnStart <= settings.maximumTurn else { return }
      goOn(after: pause, at: onset, now: now, into: &actions)
    case .thinking:
      guard settings.interruptible else { return }
      // Nothing of the reply was heard: the caller had only paused, so the turn is open again.
      actions += [.interrupt, .reopenTurn]
      holdsWords = true
      openSegment(at: onset, now: now, into: &actions)
    case .agentSpeaking:
      guard settings.interruptible else { return }
      actions += [.pauseOutput, .segmentStarted(at: onset)]
      turnStart = onset
      holdsWords = false
      phase = .overlap(
        Overlap(onset: onset, nextPartial: onset + settings.overlapPartialDelay))
    case .overlap(var overlap) where overlap.stopped != nil:
      actions.append(.dropFinal)
      overlap.stopped = nil
      phase = .overlap(overlap)
    case .callerSpeaking, .overlap: break
    }
  }

  mutating func callerStopped(
    at end: MediaTime, now: MediaTime, into actions: inout [TurnAction]
  ) {
    switch phase {
    case .callerSpeaking:
      actions.append(.wantFinal(speechEnd: end))
      var silence = pause(from: end, now: now)
      if now - turnStart > settings.maximumTurn { silence.deadline = now }
      phase = .deciding(silence)
      askIfDue(at: now, into: &actions)
    case .overlap(var overlap):
      overlap.stopped = end
      actions.append(.wantFinal(speechEnd: end))
      phase = .overlap(overlap)
    case .listening, .deciding, .thinking, .agentSpeaking: break
    }
  }

  mutating func heardProbability(_ probability: Float) {
    guard case .deciding(var pause) = phase else { return }
    pause.deadline = pause.speechEnd + settings.wait(probability: probability)
    phase = .deciding(pause)
  }

  mutating func heardPartial(
    _ words: String, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    guard case .overlap(var overlap) = phase, !words.isEmpty else { return }
    overlap.words = words
    phase = .overlap(overlap)
    if !Backchannel.matches(words) { takeTurn(overlap, now: now, into: &actions) }
  }

  mutating func heardFinal(
    _ words: String, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    switch phase {
    case .deciding(var pause):
      pause.words = words
      phase = .deciding(pause)
      if !words.isEmpty || holdsWords { actions.append(.prepareReply(words)) }
    case .overlap(let overlap) where overlap.stopped != nil:
      if words.isEmpty || Backchannel.matches(words) {
        resumeAgent(at: now, into: &actions)
      } else {
        takeTurn(overlap, now: now, into: &actions)
        actions.append(.prepareReply(words))
        if case .deciding(var pause) = phase {
          pause.words = words
          phase = .deciding(pause)
        }
      }
    case .listening, .callerSpeaking, .thinking, .agentSpeaking, .overlap: break
    }
  }

  /// The caller spoke again before the turn was judged over.
  private mutating func goOn(
    after pause: Pause, at onset: MediaTime, now: MediaTime, into actions: inout [TurnAction]
  ) {
    if let words = pause.words, !words.isEmpty || holdsWords { actions.append(.abandonReply) }
    if let words = pause.words, onset - pause.speechEnd >= settings.lockPause {
      holdsWords = holdsWords || !words.isEmpty
      actions.append(.lockSegment)
      openSegment(at: onset, now: now, into: &actions)
    } else {
      actions.append(.dropFinal)
      phase = .callerSpeaking(CallerSpeech(nextPartial: now + settings.partialInterval))
    }
  }

  mutating func openSegment(
    at onset: MediaTime, now: MediaTime, into actions: inout [TurnAction]
  ) {
    actions.append(.segmentStarted(at: onset))
    phase = .callerSpeaking(CallerSpeech(nextPartial: onset + settings.partialInterval))
  }

  func pause(from end: MediaTime, now: MediaTime) -> Pause {
    Pause(
      speechEnd: end, deadline: hasDetector ? nil : end + settings.fixedWait, nextAsk: now,
      words: nil, wordsDeadline: end + settings.maximumWait + settings.transcriptTimeout)
  }
}

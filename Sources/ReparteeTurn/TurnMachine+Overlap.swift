import ReparteeCore

/// Sound over the agent: pause, decide, then cut or resume.
extension TurnMachine {
  mutating func overlapStarted(
    _ floor: AgentFloor, at onset: MediaTime, now: MediaTime, into actions: inout [TurnAction]
  ) {
    guard settings.interruptible else { return }
    callerIsHere(at: now, into: &actions)
    var floor = floor
    // Words that are still to come of a sound just before belong to this one.
    let earlier = floor.watch?.stopped == nil ? nil : floor.watch
    actions.append(earlier == nil ? .segmentStarted(at: onset) : .dropFinal)
    var sound = Sound(
      onset: onset, goingOnWith: earlier, paused: now, after: recentLikeness, settings)
    if floor.isAudible, !isEchoKnown, settings.echoHold > .zero {
      sound.isHeldBack = true
      floor.watch = sound
      phase = .agent(floor)
      return
    }
    floor.watch = nil
    pause(for: sound, over: floor, into: &actions)
  }

  private mutating func pause(
    for sound: Sound, over floor: AgentFloor, into actions: inout [TurnAction]
  ) {
    // What is not audible yet cannot be made quieter.
    actions.append(
      settings.duck && floor.isAudible ? .duckOutput(settings.duckDepth) : .pauseOutput)
    phase = .overlap(floor, sound)
  }

  /// Pauses for a sound that was held back, once it is known to be no echo or the time is up.
  mutating func checkHeldBack(
    _ sound: Sound, over floor: AgentFloor, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    guard isEchoKnown || now - sound.onset >= settings.echoHold else { return }
    var floor = floor
    var sound = sound
    sound.isHeldBack = false
    // The likeness of the whole sound lags behind what is known of its newest frame.
    let isEcho = max(sound.likeness, recentLikeness) >= settings.echoThreshold
    guard sound.stopped == nil, !isEcho else {
      floor.watch = sound
      phase = .agent(floor)
      return
    }
    floor.watch = nil
    sound.paused = now
    pause(for: sound, over: floor, into: &actions)
  }

  /// Decides as soon as there is enough to decide on, and when the time is up.
  mutating func checkOverlap(
    _ floor: AgentFloor, _ sound: Sound, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    if let verdict = verdict(of: sound, over: floor, at: now) {
      settle(verdict, of: sound, over: floor, at: now, into: &actions)
    } else if sound.stopped == nil, sound.asked == nil, abilities.partials,
      now >= sound.nextPartial
    {
      actions.append(.wantPartial)
      var next = sound
      next.asked = now
      phase = .overlap(floor, next)
    }
  }

  private func verdict(
    of sound: Sound, over floor: AgentFloor, at now: MediaTime
  ) -> OverlapVerdict? {
    let isLate = now - sound.paused >= settings.overlapDecision
    if !sound.words.isEmpty {
      return verdict(ofWords: sound, over: floor, isLate: isLate, at: now)
    }
    let delay = now - sound.onset
    if let stopped = sound.stopped {
      // Who spoke long hardly said "mm-hmm": the words are waited for.
      let isLong = stopped - sound.began >= Self.longerThanBackchannels
      let wait = isLong ? Self.wordsAfterSpeech : gap(after: sound)
      guard isLate, now - stopped >= wait || delay >= settings.overlapLimit else { return nil }
      return OverlapVerdict(kind: .noise, reason: .ended, delay: delay)
    }
    if isLate, sound.isWordless(settings) {
      return .init(kind: .noise, reason: .noWords, delay: delay)
    }
    if isLate, !sound.isSpeech { return .init(kind: .noise, reason: .weak, delay: delay) }
    guard delay >= settings.overlapLimit else { return nil }
    return OverlapVerdict(kind: .turn, reason: .length, delay: delay)
  }

  /// The first words of a sound decide when they are clear, or when the time is up.
  private func verdict(
    ofWords sound: Sound, over floor: AgentFloor, isLate: Bool, at now: MediaTime
  ) -> OverlapVerdict? {
    let probability = backchannel(sound.words, isWhole: sound.stopped != nil)
    let doubt = abs(probability - settings.backchannelThreshold)
    let isClear = doubt >= Self.clearly && !Backchannel.mayBegin(with: sound.words)
    guard isLate || isClear || isEcho(sound.words, of: sound) else { return nil }
    let verdict = verdict(sound.words, probability, of: sound, over: floor, at: now)
    // The agent is silent already: to be sure costs nothing.
    let mayWait = sound.stopped == nil && verdict.delay < settings.overlapLimit
    return verdict.kind == .turn && !sound.isUnderstood && mayWait ? nil : verdict
  }

  /// Nine of ten backchannels are shorter than 0.8 s, seven of ten turns longer than 0.7 s.
  private static let longerThanBackchannels: MediaTime = .milliseconds(700)
  /// How long the final words of long speech are waited for before the agent goes on.
  private static let wordsAfterSpeech: MediaTime = .milliseconds(800)
  /// Gaps inside sounds are rarely longer.
  private static let gapInSound: MediaTime = .milliseconds(120)

  /// How long after a sound without words the agent stays silent: they may be on their way.
  private func gap(after sound: Sound) -> MediaTime {
    sound.isSpeech ? max(settings.overlapGap, Self.gapInSound) : Self.gapInSound
  }

  /// How far from the threshold the first words must be to decide before the time is up.
  static let clearly: Float = 0.25

  func verdict(
    _ words: String, _ probability: Float, of sound: Sound, over floor: AgentFloor,
    at now: MediaTime
  ) -> OverlapVerdict {
    guard !isEcho(words, of: sound) else {
      return OverlapVerdict(kind: .noise, reason: .echo, words: words, delay: now - sound.onset)
    }
    // Who answers a question that was heard to its end means it.
    let isAnswer = floor.isDone && isAsked
    let isTurn = isAnswer || probability < settings.backchannelThreshold
    return OverlapVerdict(
      kind: isTurn ? .turn : .backchannel, reason: isAnswer ? .agentDone : .words, words: words,
      probability: probability, delay: now - sound.onset)
  }

  /// Acts on a verdict while the agent is paused.
  private mutating func settle(
    _ verdict: OverlapVerdict, of sound: Sound, over floor: AgentFloor, at now: MediaTime,
    into actions: inout [TurnAction]
  ) {
    if verdict.kind == .turn {
      takeTurn(verdict, sound, over: floor, at: now, into: &actions)
    } else if floor.isDone, sound.stopped == nil {
      // Nothing is left to go on with; who still speaks has the floor.
      takeTurn(
        OverlapVerdict(kind: .turn, reason: .agentDone, words: verdict.words, delay: verdict.delay),
        sound, over: floor, at: now, into: &actions)
    } else {
      resume(verdict, watching: sound, over: floor, at: now, into: &actions)
    }
  }

  /// The agent goes on; the sound, or its words to come, may still take the turn.
  mutating func resume(
    _ verdict: OverlapVerdict, watching sound: Sound?, over floor: AgentFloor, at now: MediaTime,
    into actions: inout [TurnAction]
  ) {
    actions += [.judged(verdict), .resumeOutput]
    if sound == nil { actions.append(.discardTurn) }
    var floor = floor
    floor.lastProgress = now
    floor.watch = sound
    phase = .agent(floor)
    if floor.isDone { release(floor, at: now, into: &actions) }
  }

  /// The caller has the floor: the epoch advances.
  mutating func takeTurn(
    _ verdict: OverlapVerdict, _ sound: Sound, over floor: AgentFloor, at now: MediaTime,
    into actions: inout [TurnAction]
  ) {
    actions.append(.judged(verdict))
    if !floor.isDone { actions.append(.interrupt) }
    hasLostReply = verdict.reason == .length && verdict.words.isEmpty
    lastAcknowledgement = now
    if floor.isAudible || floor.answers == nil {
      turnStart = sound.onset
      speculations = 0
      held = ""
    } else {
      let start = floor.answers ?? sound.onset
      turnStart = now - start > settings.maximumTurn ? sound.onset : start
      held = answered
    }
    // Nothing of the reply was heard: the caller had only paused, so the turn is open again.
    if !floor.isAudible {
      actions.append(.reopenTurn)
      if floor.answers != nil { pace.paused(sound.onset - lastSpeechEnd, wentOn: true) }
    }
    guard let stopped = sound.stopped else {
      phase = .callerSpeaking(CallerSpeech(nextPartial: now + settings.partialInterval))
      return
    }
    var silence = pause(from: stopped, now: now)
    silence.draft = sound.words.isEmpty ? nil : sound.words
    judgeEnd(&silence)
    phase = .deciding(silence)
    askIfDue(at: now, into: &actions)
  }

  /// Whether it is the agent's own voice, by its sound or its words.
  func isEcho(_ words: String, of sound: Sound) -> Bool {
    sound.likeness >= settings.echoThreshold || areOwn(words, likeness: sound.likeness)
  }

  /// How probably these words, said over the agent, are only "go on".
  func backchannel(_ words: String, isWhole: Bool) -> Float {
    guard settings.overlapModel else { return Backchannel.matches(words) ? 1 : 0 }
    return OverlapClassifier.builtIn.backchannel(
      SpokenWords(words), isWhole: isWhole, afterQuestion: isAsked)
  }
}

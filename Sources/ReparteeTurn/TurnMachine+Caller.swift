import ReparteeCore

/// What the caller's voice does.
extension TurnMachine {
  mutating func heard(
    _ frame: VoiceFrame, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    let probability = ownProbability(of: frame)
    isEchoKnown = frame.isEchoKnown
    if frame.echo.isFinite { recentLikeness = max(frame.echo, recentLikeness - Self.fading) }
    changeSound { $0.hear(probability, echo: frame.echo) }
    switch gate.handle(probability: probability, at: frame.end) {
    case .started(let onset):
      voiceSince = onset
      callerStarted(at: onset, now: now, into: &actions)
    case .stopped(let end):
      voiceSince = nil
      callerStopped(at: end, now: now, into: &actions)
    case nil: anticipate(at: now, into: &actions)
    }
  }

  /// The probability that the caller speaks to the agent: sound that is the agent's own echo, or a
  /// voice far behind the caller's, is neither.
  private mutating func ownProbability(of frame: VoiceFrame) -> Float {
    guard frame.echo < settings.echoThreshold || !frame.echo.isFinite else { return 0 }
    let margin = settings.backgroundMargin + (isCallersTurn ? Self.softEndings : 0)
    if frame.level.isFinite { loudness = max(frame.level, loudness - 1) }
    guard line.isBackground(loudness, margin: margin) else {
      line.hear(level: frame.level, probability: frame.probability)
      return frame.probability
    }
    // A caller who went away from the microphone is learnt in time, a passing voice is not.
    backgroundFrames &+= 1
    line.hear(level: frame.level, probability: backgroundFrames % 4 == 0 ? frame.probability : 0)
    return 0
  }

  /// By how much likeness fades in a frame: an echo that ended is forgotten after a second.
  private static let fading: Float = 0.03

  /// How much softer than the caller's loud syllables their own last ones may be.
  private static let softEndings: Float = 10

  private var isCallersTurn: Bool {
    switch phase {
    case .callerSpeaking, .deciding: true
    case .listening, .agent, .overlap: false
    }
  }

  private mutating func callerStarted(
    at onset: MediaTime, now: MediaTime, into actions: inout [TurnAction]
  ) {
    switch phase {
    case .listening:
      callerIsHere(at: now, into: &actions)
      beginTurn(at: onset)
      openSegment(at: onset, now: now, into: &actions)
    case .deciding(let pause):
      // A turn that is too long is awaited, not begun again.
      guard !pause.isForced else { return }
      goOn(after: pause, at: onset, now: now, into: &actions)
    case .agent(let floor): overlapStarted(floor, at: onset, now: now, into: &actions)
    case .overlap(let floor, var sound) where sound.stopped != nil:
      actions.append(.dropFinal)
      sound.stopped = nil
      sound.asked = nil
      phase = .overlap(floor, sound)
    case .callerSpeaking, .overlap: break
    }
  }

  mutating func beginTurn(at onset: MediaTime) {
    turnStart = onset
    lastAcknowledgement = onset
    held = ""
    speculations = 0
  }

  private mutating func callerStopped(
    at end: MediaTime, now: MediaTime, into actions: inout [TurnAction]
  ) {
    switch phase {
    case .callerSpeaking(let speech):
      fallSilent(after: speech, at: end, now: now, into: &actions)
    case .agent, .overlap:
      guard let sound, sound.stopped == nil else { return }
      changeSound {
        $0.stopped = end
        $0.asked = nil
      }
      actions.append(.wantFinal(speechEnd: end))
    case .listening, .deciding: break
    }
  }

  private mutating func fallSilent(
    after speech: CallerSpeech, at end: MediaTime, now: MediaTime,
    into actions: inout [TurnAction]
  ) {
    var silence = pause(from: end, now: now)
    silence.beganOverAgent = speech.beganOverAgent
    silence.isForced = now - turnStart > settings.maximumTurn
    if speech.anticipated == end {
      silence.answers = speech.answers
      silence.nextAsk = (speech.lastAnticipation ?? now) + settings.askInterval
      silence.draft = speech.draft
    } else if wantsDrafts {
      actions.append(.wantDraft)
    }
    actions.append(.wantFinal(speechEnd: end))
    judgeEnd(&silence)
    phase = .deciding(silence)
    askIfDue(at: now, into: &actions)
    speculate(at: now, into: &actions)
  }

  /// The first silent frame: if this is the end, what will be needed is asked for a frame sooner.
  private mutating func anticipate(at now: MediaTime, into actions: inout [TurnAction]) {
    guard gate.isSpeaking, case .callerSpeaking(var speech) = phase else { return }
    if let silent = gate.pendingSince {
      if let last = speech.lastAnticipation, now - last < settings.anticipationInterval { return }
      guard speech.anticipated == nil else { return }
      speech.anticipated = silent
      speech.lastAnticipation = now
      if abilities.detector { actions.append(.askTurn) }
      if wantsDrafts { actions.append(.wantDraft) }
    } else if speech.anticipated != nil {
      speech.anticipated = nil
      speech.answers = SilenceAnswers()
      speech.draft = nil
      actions.append(.dropAsk)
    }
    phase = .callerSpeaking(speech)
  }

  /// The words of two segments of one turn.
  public static func join(_ a: String, _ b: String) -> String {
    a.isEmpty ? b : b.isEmpty ? a : a + " " + b
  }

  var wantsDrafts: Bool { abilities.partials && settings.speculation }

  /// The caller spoke again before the turn was judged over.
  private mutating func goOn(
    after pause: Pause, at onset: MediaTime, now: MediaTime, into actions: inout [TurnAction]
  ) {
    pace.paused(onset - pause.speechEnd, wentOn: true)
    if pause.prepared != nil { actions.append(.abandonReply) }
    if let words = pause.words, onset - pause.speechEnd >= settings.lockPause {
      held = Self.join(held, words)
      actions.append(.lockSegment(words))
      openSegment(at: onset, now: now, into: &actions)
    } else {
      actions.append(.dropFinal)
      phase = .callerSpeaking(
        CallerSpeech(
          nextPartial: now + settings.partialInterval, beganOverAgent: pause.beganOverAgent))
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
      speechEnd: end, deadline: end + settings.maximumWait, nextAsk: now,
      wordsDeadline: end + settings.maximumWait + settings.transcriptTimeout)
  }
}

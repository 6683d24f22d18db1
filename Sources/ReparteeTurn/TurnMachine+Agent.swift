import ReparteeCore

/// What the agent's voice does.
extension TurnMachine {
  /// Notes what the caller has heard of what the agent says or said last. Nothing is decided here.
  public mutating func agentSaid(_ words: String) {
    expecting = Expectation(agentText: words)
    said = Array(SpokenWords(words).words.suffix(Self.memory))
    isAsked = words.last { !$0.isWhitespace } == "?"
  }

  /// How many of the agent's words may still come back as an echo.
  private static let memory = 12

  /// Whether the words are the agent's own, which a recogniser heard in its echo.
  /// - Parameter likeness: how much the sound was like the agent's voice, 0…1.
  func areOwn(_ words: String, likeness: Float) -> Bool {
    let heard = SpokenWords(words).words
    guard settings.echoWords, let first = heard.first, heard.count <= said.count else {
      return false
    }
    // What sounded like the agent may be misheard; without that only the very words are its own.
    let isLike = likeness >= Self.somewhatLike
    let matches = { (said: String, heard: String) in
      said == heard || isLike && OwnWords.isAlike(heard, said)
    }
    // One word may be a chance; those that answer or stop never count as an echo.
    if heard.count == 1 {
      return !Self.answers.contains(first) && said.suffix(6).contains { matches($0, first) }
    }
    // Of three words and more a recogniser may have misheard some; the newest, if it sounded like the agent.
    let needed = heard.count < 3 ? heard.count : (heard.count * 3 + 4) / 5
    return (0...(said.count - heard.count)).contains { start in
      let part = said[start..<(start + heard.count)]
      return zip(part, heard).count { matches($0, $1) } >= needed
        && (part.last == heard.last || isLike)
    }
  }

  /// The likeness from which on a sound may be the agent's, though not by its sound alone.
  private static let somewhatLike: Float = 0.3

  private static let answers: Set<String> = [
    "yes", "no", "yeah", "okay", "stop", "wait", "sorry", "what", "right", "sure",
  ]

  mutating func agentMoved(at now: MediaTime) {
    switch phase {
    case .agent(var floor):
      if !floor.isAudible {
        // What was asked before has been answered.
        expecting = .open
        isAsked = false
      }
      floor.isAudible = true
      floor.lastProgress = now
      phase = .agent(floor)
    case .overlap(var floor, let sound):
      floor.isAudible = true
      floor.lastProgress = now
      phase = .overlap(floor, sound)
    case .listening, .callerSpeaking, .deciding: break
    }
  }

  mutating func agentFinished(at now: MediaTime, into actions: inout [TurnAction]) {
    switch phase {
    case .agent(let floor): release(floor, at: now, into: &actions)
    case .overlap(var floor, let sound):
      floor.isDone = true
      floor.isAudible = true
      phase = .overlap(floor, sound)
    case .listening, .callerSpeaking, .deciding: break
    }
  }

  mutating func replyFailed(at now: MediaTime, into actions: inout [TurnAction]) {
    switch phase {
    case .agent(let floor):
      actions.append(.giveUp)
      release(floor, at: now, into: &actions)
    case .overlap(var floor, let sound):
      actions.append(.giveUp)
      floor.isDone = true
      phase = .overlap(floor, sound)
    case .listening, .callerSpeaking, .deciding: break
    }
  }

  /// What sounds now is heard as if it began now.
  mutating func startHearingAnew() {
    gate = VoiceGate(settings: profile.base.voice, frame: gate.frame)
    voiceSince = nil
  }

  /// Nobody has the floor; a caller who is speaking already takes it, and one whose words are still to
  /// come is answered if they are more than a "mm-hmm".
  mutating func release(
    _ floor: AgentFloor, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    held = ""
    speculations = 0
    if let sound = floor.watch, let stopped = sound.stopped, !sound.isHeardOut {
      turnStart = sound.onset
      var silence = pause(from: stopped, now: now)
      silence.beganOverAgent = true
      silence.draft = sound.words.isEmpty ? nil : sound.words
      judgeEnd(&silence)
      phase = .deciding(silence)
    } else if let voiceSince {
      beginTurn(at: voiceSince)
      if floor.watch == nil { actions.append(.segmentStarted(at: voiceSince)) }
      phase = .callerSpeaking(
        CallerSpeech(
          nextPartial: now + settings.partialInterval, beganOverAgent: floor.watch != nil))
    } else {
      if floor.watch != nil { actions += [.dropFinal, .discardTurn] }
      phase = .listening
    }
  }
}

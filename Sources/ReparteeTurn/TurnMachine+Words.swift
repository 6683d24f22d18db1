import ReparteeCore

/// What the words and the turn detector's opinion do.
extension TurnMachine {
  mutating func heardProbability(_ probability: Float) {
    switch phase {
    case .deciding(var pause):
      pause.answers.add(probability.isFinite ? probability : 0.5)
      judgeEnd(&pause)
      phase = .deciding(pause)
    case .callerSpeaking(var speech) where speech.anticipated != nil:
      speech.answers.add(probability.isFinite ? probability : 0.5)
      phase = .callerSpeaking(speech)
    case .listening, .callerSpeaking, .agent, .overlap: break
    }
  }

  mutating func heardPartial(_ words: String, at now: MediaTime) {
    changeSound { $0.answered(words, at: now) }
  }

  mutating func partialFailed(at now: MediaTime) {
    let settings = settings
    changeSound { $0.failedToAnswer(at: now, settings) }
  }

  mutating func heardDraft(
    _ words: String, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    switch phase {
    case .callerSpeaking(var speech) where speech.anticipated != nil:
      speech.draft = words
      phase = .callerSpeaking(speech)
    case .deciding(var pause) where pause.words == nil:
      pause.draft = words
      judgeEnd(&pause)
      phase = .deciding(pause)
      speculate(at: now, into: &actions)
    case .listening, .callerSpeaking, .deciding, .agent, .overlap: break
    }
  }

  mutating func heardFinal(
    _ words: String, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    switch phase {
    case .deciding(var pause):
      pause.words = isBelatedBackchannel(words, of: pause) ? "" : words
      judgeEnd(&pause)
      phase = .deciding(pause)
      prepare(at: now, into: &actions)
    case .overlap(let floor, let sound) where sound.stopped != nil:
      judge(words, of: sound, over: floor, at: now, into: &actions)
    case .agent(let floor):
      guard let sound = floor.watch, sound.stopped != nil else { return }
      judge(words, of: sound, over: floor, at: now, into: &actions)
    case .listening, .callerSpeaking, .overlap: break
    }
  }

  /// Without final words those of the quick recogniser have to do.
  mutating func finalFailed(at now: MediaTime, into actions: inout [TurnAction]) {
    switch phase {
    case .deciding(let pause): heardFinal(pause.draft ?? "", at: now, into: &actions)
    case .agent, .overlap: heardFinal(sound?.words ?? "", at: now, into: &actions)
    case .listening, .callerSpeaking: break
    }
  }

  /// The reply will be begun anew when the turn is over.
  mutating func preparedFailed() {
    guard case .deciding(var pause) = phase else { return }
    pause.prepared = nil
    phase = .deciding(pause)
  }

  /// Whether the words are only a "mm-hmm" that outlasted what it was said to.
  func isBelatedBackchannel(_ words: String, of pause: Pause) -> Bool {
    pause.beganOverAgent && !holdsWords && !isAsked && !words.isEmpty
      && backchannel(words, isWhole: true) >= settings.backchannelThreshold
  }

  /// Whether two transcripts differ in letters only: the same words, and the same numbers to the point.
  private func saysTheSame(_ a: String, _ b: String) -> Bool {
    SpokenWords(a).words == SpokenWords(b).words && Self.numbers(in: a) == Self.numbers(in: b)
  }

  private static func numbers(in text: String) -> [Substring] {
    text.split(separator: " ").filter { $0.contains(where: \.isNumber) }.map { word in
      var number = word
      while let last = number.last, ".,?!;:".contains(last) { number.removeLast() }
      return number
    }
  }

  /// Begins a reply to the quick recogniser's words.
  mutating func speculate(at now: MediaTime, into actions: inout [TurnAction]) {
    guard settings.speculation, case .deciding(var pause) = phase, pause.words == nil,
      pause.prepared == nil, let draft = pause.draft, !draft.isEmpty,
      speculations < settings.speculationLimit, !isBelatedBackchannel(draft, of: pause)
    else { return }
    speculations += 1
    pause.prepared = draft
    phase = .deciding(pause)
    actions.append(.prepareReply(draft))
  }

  /// Begins the reply to the final words, or keeps the one that was begun to the same.
  private mutating func prepare(at now: MediaTime, into actions: inout [TurnAction]) {
    guard case .deciding(var pause) = phase, let words = pause.words else { return }
    guard !words.isEmpty || holdsWords else {
      if pause.prepared != nil { actions.append(.abandonReply) }
      pause.prepared = nil
      phase = .deciding(pause)
      return
    }
    let stale = pause.prepared
    if let stale, saysTheSame(stale, words) {
      pause.prepared = words
      actions.append(.keepReply(words))
    } else if settings.speculation, speculations < settings.speculationLimit {
      speculations += 1
      pause.prepared = words
      actions.append(.prepareReply(words))
    } else if stale != nil {
      pause.prepared = nil
      actions.append(.abandonReply)
    }
    phase = .deciding(pause)
  }
}

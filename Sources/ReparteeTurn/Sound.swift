import ReparteeCore

extension TurnMachine {
  /// The sound over the agent, whether the agent is paused for it or went on.
  var sound: Sound? {
    switch phase {
    case .overlap(_, let sound): sound
    case .agent(let floor): floor.watch
    case .listening, .callerSpeaking, .deciding: nil
    }
  }

  /// Changes that sound, if there is one.
  mutating func changeSound(_ change: (inout Sound) -> Void) {
    guard var sound else { return }
    change(&sound)
    switch phase {
    case .overlap(let floor, _): phase = .overlap(floor, sound)
    case .agent(var floor):
      floor.watch = sound
      phase = .agent(floor)
    case .listening, .callerSpeaking, .deciding: break
    }
  }
}

/// What is learnt of a sound over the agent as it goes on.
extension TurnMachine.Sound {
  init(
    onset: MediaTime, goingOnWith earlier: Self?, paused: MediaTime, after likeness: Float,
    _ settings: TurnSettings
  ) {
    self.init(
      onset: onset, began: earlier?.began ?? onset, paused: paused,
      nextPartial: onset + settings.overlapPartialDelay)
    // The end of an echo fades and is heard late; its words are its own, but its sound alone proves nothing.
    self.likeness = min(likeness, settings.echoThreshold * 0.8)
  }

  /// Moving averages over about five frames. Speech has gaps: what it was at best falls slowly.
  mutating func hear(_ probability: Float, echo: Float) {
    guard probability.isFinite else { return }
    strength += (min(max(probability, 0), 1) - strength) * 0.3
    best = max(strength, best - 0.015)
    guard echo.isFinite else { return }
    let now = min(max(echo, 0), 1)
    // An echo is known late and is gone when the agent is paused: it is forgotten slowly.
    likeness += (now - likeness) * (now > likeness ? 0.35 : 0.03)
  }

  /// Whether the voice detector is sure that somebody speaks, or was just before.
  var isSpeech: Bool { best >= 0.7 }

  /// Between two questions for its words, however quick the recogniser: fewer new words come sooner.
  private static let spacing: MediaTime = .milliseconds(100)

  mutating func answered(_ text: String, at now: MediaTime) {
    guard let question = asked else { return }
    let given = question - onset
    asked = nil
    if !text.isEmpty {
      words = text
      understood += 1
      worded = worded ?? now
      wordless = .zero
    } else {
      understood = 0
      if words.isEmpty { wordless = given }
    }
    // What goes on for long without a word is looked at ever more rarely: its audio grows.
    let rest = MediaTime(nanoseconds: wordless.nanoseconds / 4)
    nextPartial = max(now, question + max(Self.spacing, rest))
  }

  /// Whether its words can be believed: of noise a recogniser makes up a word or two, but not twice the same way.
  /// What it is known to make up counts only when it was heard twice, however long.
  var isUnderstood: Bool {
    if understood >= 2 { return true }
    let spoken = SpokenWords(words).words
    return spoken.count >= 3 && !OwnWords.areInvented(spoken)
  }

  /// Whether enough of it holds no words: of what the voice detector takes for speech, a third more.
  func isWordless(_ settings: TurnSettings) -> Bool {
    let needed = settings.overlapHearing.nanoseconds
    return wordless.nanoseconds >= (isSpeech ? needed + needed / 3 : needed)
  }

  mutating func failedToAnswer(at now: MediaTime, _ settings: TurnSettings) {
    asked = nil
    nextPartial = now + settings.partialInterval
  }
}

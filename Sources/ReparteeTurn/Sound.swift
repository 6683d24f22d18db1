import ReparteeCore

/// What is learnt of a sound over the agent as it goes on.
extension TurnMachine.Sound {
  init(
    onset: MediaTime, goingOnWith earlier: Self?, paused: MediaTime, _ settings: TurnSettings
  ) {
    self.init(
      onset: onset, began: earlier?.began ?? onset, paused: paused,
      nextPartial: onset + settings.overlapPartialDelay)
  }

  /// A moving average over about five frames.
  mutating func hear(_ probability: Float) {
    guard probability.isFinite else { return }
    strength += (min(max(probability, 0), 1) - strength) * 0.3
  }

  /// Whether the voice detector is sure that somebody speaks.
  var isSpeech: Bool { strength >= 0.7 }

  /// Between two questions for its words, however quick the recogniser: fewer new words come sooner.
  private static let spacing: MediaTime = .milliseconds(100)

  mutating func answered(_ text: String, at now: MediaTime, _ settings: TurnSettings) {
    guard let question = asked else { return }
    let given = question - onset
    asked = nil
    if !text.isEmpty {
      words = text
      worded = worded ?? now
      wordless = .zero
    } else if words.isEmpty {
      wordless = given
    }
    // What goes on for long without a word is looked at ever more rarely: its audio grows.
    let rest = MediaTime(nanoseconds: wordless.nanoseconds / 4)
    nextPartial = max(now, question + max(Self.spacing, rest))
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

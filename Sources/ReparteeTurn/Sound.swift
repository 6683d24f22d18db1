import ReparteeCore

/// What is learnt of a sound over the agent as it goes on.
extension TurnMachine.Sound {
  init(onset: MediaTime, paused: MediaTime, _ settings: TurnSettings) {
    self.init(
      onset: onset, paused: paused, nextPartial: onset + settings.overlapPartialDelay)
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
    nextPartial = max(now, question + Self.spacing)
    asked = nil
    if !text.isEmpty {
      words = text
      isWordless = false
    } else if words.isEmpty, given >= settings.overlapHearing {
      isWordless = true
    }
  }

  mutating func failedToAnswer(at now: MediaTime, _ settings: TurnSettings) {
    asked = nil
    nextPartial = now + settings.partialInterval
  }
}

import ReparteeCore
import ReparteeTurn
import Testing

@Suite("The agent's own words, as a recogniser hears them in an echo")
struct OwnWordsTests {
  private static let text = "Let me tell you about our opening hours. On Wednesday"

  /// Whether words over the agent take the turn from it.
  private func cuts(
    _ words: String, echo: Float, settings: TurnSettings = TurnSettings()
  ) -> Bool {
    var drive = Drive(settings: settings)
    drive.agentSpeaks(Self.text)
    drive.frames(8, 0.95, echo: echo)
    drive.tell(.partial(words))
    drive.frames(4, 0.95, echo: echo)
    drive.tell(.partial(words))
    return drive.actions.contains(.interrupt)
  }

  @Test(
    "Misheard or cut off they are its own if they sound like it",
    arguments: ["Wednes", "Wensday", "day", "opening hour", "tell you abut our opening ours"])
  func keepsGoing(words: String) {
    #expect(!cuts(words, echo: 0.5))
    var settings = TurnSettings()
    settings.echoWords = false
    #expect(cuts(words, echo: 0.5, settings: settings), "nothing else keeps the agent going")
  }

  @Test(
    "What does not sound like the agent is the caller's, however alike the words",
    arguments: ["Wednes", "Wensday", "day"])
  func caller(words: String) {
    #expect(cuts(words, echo: 0))
  }

  @Test(
    "Other words are the caller's even through an echo",
    arguments: ["Stop", "Thursday please", "What about Sunday?", "I want to cancel"])
  func other(words: String) {
    #expect(cuts(words, echo: 0.5))
  }

  @Test("What recognisers make up of noise is believed only when it was heard twice")
  func invented() {
    for (words, isBelieved) in [("Thank you for watching.", false), ("I need some help.", true)] {
      var drive = Drive()
      drive.agentSpeaks(Self.text)
      drive.frames(8, 0.95)
      drive.tell(.partial(words))
      #expect(drive.actions.contains(.interrupt) == isBelieved, "\(words)")
      drive.frames(4, 0.95)
      drive.tell(.partial(words))
      #expect(drive.actions.contains(.interrupt), "a caller may say it, too")
    }
  }
}

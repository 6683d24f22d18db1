import ReparteeTurn
import Testing

@Suite struct BackchannelTests {
  @Test(
    "Small words that say go on",
    arguments: ["Mm-hmm.", "Yeah.", "Okay, okay.", "Uh-huh", "Oh, I see.", "Right.", "Of course."])
  func backchannels(text: String) { #expect(Backchannel.matches(text)) }

  @Test(
    "Words that take the turn",
    arguments: [
      "", "I", "Stop.", "Yeah, but what about Sunday?", "No.", "What?",
      "Okay so I need an appointment",
      "It is good",
    ])
  func turns(text: String) { #expect(!Backchannel.matches(text)) }
}

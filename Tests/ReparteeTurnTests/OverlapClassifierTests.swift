import ReparteeTurn
import Testing

@Suite struct OverlapClassifierTests {
  private static func backchannel(_ text: String, isWhole: Bool, afterQuestion: Bool) -> Float {
    OverlapClassifier.builtIn.backchannel(
      SpokenWords(text), isWhole: isWhole, afterQuestion: afterQuestion)
  }

  @Test(
    "What listeners say is a backchannel once it has ended",
    arguments: [
      "Mm-hmm.", "Uh-huh.", "Mhm", "OK", "Okay.", "O.K.", "Yeah.", "Right.", "Right?", "Hmm.",
      "Yeah, yeah.", "Oh, I see.", "Sure.", "All right.", "Yep.", "Oh okay", "That's right.",
      "Great.", "Got it.", "Oh.", "Good.", "Yes.", "Oh yeah.", "Exactly.", "I see.",
    ])
  func backchannels(text: String) {
    #expect(Self.backchannel(text, isWhole: true, afterQuestion: false) > 0.6)
  }

  @Test(
    "Commands, questions, numbers and unknown words take the turn, whole and as first words",
    arguments: [
      "Stop.", "Stop it!", "Wait.", "Wait, wait.", "Hold on.", "Hang on a second", "No.", "No, no.",
      "Excuse me.", "Sorry?", "Sorry", "What?", "Actually", "Five", "5", "Twenty-five", "555 1234",
      "Hello?", "Hey", "Cancel", "Operator", "Agent", "Help", "Repeat that", "Tuesday", "Again?",
      "Pardon?", "Listen", "One moment", "I have a question", "Can you repeat that?", "Who?",
      "But I wanted Tuesday", "Yeah, but", "Okay, so I need an appointment", "Stopp", "Xylophone",
      "Thank you", "Goodbye", "Speak to a human", "Yeah no", "Not that one", "Wrong", "Enough",
      "Shut up", "Please stop", "That's wrong", "Let me talk", "I need to", "My name is Ann",
    ])
  func turns(text: String) {
    for afterQuestion in [false, true] {
      for isWhole in [false, true] {
        let p = Self.backchannel(text, isWhole: isWhole, afterQuestion: afterQuestion)
        #expect(p < 0.4, "whole \(isWhole), after a question \(afterQuestion)")
      }
    }
  }

  @Test(
    "After a question, words that answer it take the turn",
    arguments: ["Yes.", "Yeah.", "No.", "Sure.", "Yes, please.", "That's right.", "Exactly."])
  func answers(text: String) {
    #expect(Self.backchannel(text, isWhole: true, afterQuestion: true) < 0.5)
  }

  @Test("A first word is less certain than a whole segment of that word")
  func doubt() {
    for text in ["Yeah", "Okay", "Right", "Oh", "Sure"] {
      #expect(
        Self.backchannel(text, isWhole: false, afterQuestion: false)
          < Self.backchannel(text, isWhole: true, afterQuestion: false))
    }
  }

  @Test("No words are no evidence, and long ones are bounded")
  func extremes() {
    #expect(Self.backchannel("", isWhole: true, afterQuestion: false) == 0.5)
    #expect(Self.backchannel("(coughs)", isWhole: true, afterQuestion: false) == 0.5)
    let long = Self.backchannel(
      String(repeating: "yeah but ", count: 5_000), isWhole: false, afterQuestion: false)
    #expect(long > 0 && long < 0.1)
  }
}

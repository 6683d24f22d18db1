import Testing

@testable import ReparteeTurn

/// The testing library has a type of the same name.
typealias Expectation = ReparteeTurn.Expectation

@Suite struct EndOfTurnExpectationTests {
  @Test(
    "a yes/no question is heard as one",
    arguments: [
      "Would you like to go ahead?", "Is that correct?", "Is 5 5 5, 1 2 3 4 the best number?",
      "Okay. So you'd like Tuesday at three?", "Do you have an appointment?",
      "Great. Is there anything else, or is that all?",
      "Would you like me to e-mail you the details?",
      "Is sam@example.com your e-mail?", "Does that work for you?", "You're a new patient, right?",
      "Shall I book it?", "Did you mean the blue one?",
      "Thanks, Sam. Are you calling about a bill?",
      "Are you ready? Take your time.",
    ])
  func yesNo(text: String) { #expect(Expectation(agentText: text) == .yesNo) }

  @Test(
    "a question for a number that is read out is heard as one",
    arguments: [
      "What's your phone number?", "Can I have your account number, please?",
      "And your date of birth?", "Please give me the last four digits of your card.",
      "What's the best number to reach you?", "May I have your zip code?",
      "Could you tell me your order number? It's on the confirmation.", "Okay, what's your PIN?",
      "Please enter your account number.", "I'll need your date of birth, please.",
      "Do you have your account number?",
    ])
  func number(text: String) { #expect(Expectation(agentText: text) == .number) }

  @Test(
    "a question for one figure is heard as one",
    arguments: [
      "How many people is that for?", "How much would you like to pay?", "What time suits you?",
      "How old is the patient?", "And how many nights?",
    ])
  func amount(text: String) { #expect(Expectation(agentText: text) == .amount) }

  @Test(
    "a request to spell is heard as one",
    arguments: [
      "Could you spell your last name?", "What's your e-mail address?", "And your email?",
      "Please spell that for me.", "How do you spell that?", "Can I get your email, please?",
      "Could you say it letter by letter?",
    ])
  func spelling(text: String) { #expect(Expectation(agentText: text) == .spelling) }

  @Test(
    "a choice is heard as one",
    arguments: [
      "Would you like Tuesday or Thursday?", "Is that for a new or an existing patient?",
      "Which do you prefer, the morning or the afternoon?", "Checking or savings?",
    ])
  func choice(text: String) { #expect(Expectation(agentText: text) == .choice) }

  @Test(
    "anything else is open",
    arguments: [
      "", "...", "?", "How can I help you?", "What can I do for you today?", "Tell me more.",
      "Your account number is on the bill.", "We spell it with two m's.",
      "It will cost ten or twelve dollars.", "Why are you calling?", "Goodbye.", "How are you?",
      "Maple Street Dental, good morning.", "Could you tell me what happened?",
    ])
  func open(text: String) { #expect(Expectation(agentText: text) == .open) }

  @Test("only the end of a long reply counts")
  func onlyTheEnd() {
    let long = String(repeating: "What is your phone number? I see. ", count: 200)
    #expect(Expectation(agentText: long + "How can I help you?") == .open)
    #expect(Expectation(agentText: long + "Is that all?") == .yesNo)
  }

  @Test("a question that the caller cut short still counts by its words")
  func cutShort() {
    #expect(Expectation(agentText: "Could you please spell your") == .spelling)
  }
}

import ReparteeCore
import ReparteeTesting

/// When a turn is over, by what was said and what was asked.
extension TalkCase {
  static let words: [TalkCase] = [
    TalkCase(
      "after a conjunction more is waited for, whatever the detector says",
      cites: ["livekit/agents#3427"],
      paused("I need a checkup and", 700, "a cleaning for my son."),
      without: ["dangling_wait_ms": 0]
    ) { try $0.expectUnderstood("a checkup and a cleaning") },
    TalkCase(
      "after a filler more is waited for", cites: ["livekit/agents#3373"],
      paused("I think it was um", 700, "last Thursday."), without: ["dangling_wait_ms": 0]
    ) { try $0.expectUnderstood("it was um last Thursday") },
    TalkCase(
      "who looks for the number is given the time", cites: ["livekit/agents#3701"],
      paused(
        "sure one moment", 700, "five five five one two three four",
        greeting: "What is your phone number?"), without: ["dangling_wait_ms": 0]
    ) { try $0.expectUnderstood("one moment five five five one two three four") },
    TalkCase(
      "a telephone number may pause between its groups", cites: ["livekit/agents#3701"],
      paused(
        "five five five", 950, "one two three four", greeting: "What is your phone number?"),
      without: ["number_wait_ms": 0]
    ) {
      try $0.expectUnderstood("five five five one two three four")
      try $0.expectReply(within: .ms(400), to: "one two three four")
    },
    TalkCase(
      "a number that nobody asked for may pause, too", cites: ["livekit/agents#3701"],
      paused("My account number is four four seven", 950, "two nine one five."),
      without: ["number_wait_ms": 0]
    ) { try $0.expectUnderstood("four four seven two nine one five") },
    TalkCase(
      "a name may be spelled with pauses", cites: ["livekit/agents#3701"],
      paused("c h e", 1_200, "n e y", greeting: "Could you spell your last name?"),
      without: ["spelling_wait_ms": 0]
    ) { try $0.expectUnderstood("c h e n e y") },
    TalkCase(
      "an e-mail address may pause at its at", cites: ["livekit/agents#3701"],
      paused(
        "It is anna at", 1_200, "maple dot com.", greeting: "What is your email address?"),
      without: ["spelling_wait_ms": 0]
    ) { try $0.expectUnderstood("anna at maple dot com") },
    TalkCase(
      "a yes to a question is answered at once, though it is short",
      cites: ["pipecat#3643", "pipecat#4279"],
      answered("Shall I book it for you?", "Yes please."), without: ["answer_wait_ms": 2_200]
    ) { try $0.expectReply(within: .ms(400), to: "Yes please") },
    TalkCase(
      "a choice between two things is answered at once", cites: ["pipecat#3643"],
      answered("Do you want morning or afternoon?", "Afternoon."),
      without: ["answer_wait_ms": 2_200]
    ) { try $0.expectReply(within: .ms(400), to: "Afternoon") },
    TalkCase(
      "a figure that was asked for is answered at once", cites: ["pipecat#4279"],
      answered("How many people will come?", "Four."), without: ["answer_wait_ms": 2_200]
    ) { try $0.expectReply(within: .ms(400), to: "Four") },
  ]

  /// Two parts with a pause, where the turn detector takes the first for all.
  private static func paused(
    _ first: String, _ pause: Int64, _ second: String, greeting: String = ""
  ) -> Scenario {
    let start: CallerStep.Moment =
      greeting.isEmpty ? .afterPrevious(.ms(300)) : .afterAgentStops(.ms(300))
    return .desk(
      [.say(first, start), .say(second, .afterPrevious(.ms(pause)))], greeting: greeting,
      answer: "Thank you.")
  }

  /// A short answer of which the turn detector does not know what to think.
  private static func answered(_ question: String, _ answer: String) -> Scenario {
    .desk(
      [.say(answer, .afterAgentStops(.ms(300)), finished: 0.5)], greeting: question,
      answer: "Good.")
  }
}

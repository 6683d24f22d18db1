import Repartee
import ReparteeCore
import ReparteeTesting

/// Callers who say nothing.
extension TalkCase {
  static let silences: [TalkCase] = [
    TalkCase(
      "a caller who says nothing is asked whether they are there",
      cites: ["livekit/agents#4413"],
      silent(until: 20), without: ["reprompt_after_ms": 0]
    ) { try $0.expectHeard("Are you still there?") },
    TalkCase(
      "a caller who never answers is said goodbye to, and hears all of it",
      cites: ["pipecat#1461", "pipecat!1073", "livekit/agents#5862"],
      silent(until: 100), without: ["reprompts": 50]
    ) {
      try $0.expectHeard("I will hang up now. Goodbye.")
      try $0.expect($0.length < .seconds(60), "The call was to end within a minute.")
      try $0.expectEnd()
    },
    TalkCase(
      "the application is told that the caller is away, and that they are back",
      .desk(
        [.say("Sorry, I was away.", .at(.seconds(20)))], greeting: "Good morning."),
      without: ["away_after_ms": 600_000]
    ) { record in
      let away = record.events.compactMap {
        if case .callerAway(let isAway) = $0.event { isAway } else { nil }
      }
      try record.expect(away == [true, false], "Away was told: \(away).")
    },
    TalkCase(
      "a caller who speaks in time is not asked",
      .desk([.say("What time do you open?", .at(.seconds(12)))], greeting: "Good morning."),
      without: ["reprompt_after_ms": 6_000]
    ) {
      try $0.expectNotHeard("still there")
      try $0.expectReply(within: .ms(200))
    },
    TalkCase(
      "a caller who comes back after the question is answered, not hung up on",
      .desk([.say("What time do you open?", .at(.seconds(27)))], greeting: "Good morning."),
      without: ["reprompts": 0]
    ) {
      try $0.expectReply(within: .ms(200), to: "What time")
      try $0.expectHeard("but never on Sunday")
    },
  ]

  private static func silent(until seconds: Double) -> Scenario {
    .desk([], greeting: "Good morning.") { $0.hangUp = .at(.seconds(seconds)) }
  }
}

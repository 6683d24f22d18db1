import Repartee
import ReparteeCore
import ReparteeTesting

/// Replies that are begun before the turn is over.
extension TalkCase {
  static let speculation: [TalkCase] = [
    TalkCase(
      "the models work while it is being decided", cites: ["livekit/agents#4053", "pipecat#5100"],
      .desk([.say("I want to come in tomorrow.", .afterPrevious(.ms(300)), finished: 0.75)]) {
        $0.models.language = .taking(.ms(250))
        $0.models.speech = .taking(.ms(50))
      }, without: ["speculation": 0]
    ) { try $0.expectReply(within: .ms(550)) },
    TalkCase(
      "a reply to the quick transcript is kept when the good one differs in letters only",
      cites: ["livekit/agents#4219"],
      .desk([.question]) {
        $0.models.finals = .taking(.ms(250))
        $0.models.language = .taking(.ms(300))
        $0.models.hears = { words, effort in
          effort == .final ? words : words.lowercased().filter { $0.isLetter || $0 == " " }
        }
      }, without: ["speculation": 0]
    ) {
      try $0.expectReply(within: .ms(480))
      try $0.expectRequests(atMost: 1)
    },
    TalkCase(
      "a reply to what was misheard at first is never heard", cites: ["livekit/agents#5924"],
      misheard, without: ["final_wait_ms": 0]
    ) {
      try $0.expectNotHeard("cable")
      try $0.expectHeard("A table it is.")
    },
    TalkCase(
      "no turn costs more than so many replies, however often the caller pauses",
      cites: ["livekit/agents#4219", "agents-js#1365"],
      .desk(halting), without: ["speculation_limit": 100]
    ) {
      try $0.expectReplies(1)
      try $0.expectRequests(atMost: 4)
    },
    TalkCase(
      "a reply to half a sentence is never heard", cites: ["livekit/agents#5924"],
      Scenario.desk([
        .say("Cancel my appointment", .afterPrevious(.ms(300)), finished: 0.1),
        .say("No wait, move it to Friday.", .afterPrevious(.ms(800))),
      ]) {
        $0.models.answers = { request in
          request.messages.last?.text.contains("Friday") == true ? "Moved." : "Cancelled."
        }
      }, without: ["maximum_wait_ms": 200]
    ) {
      try $0.expectNotHeard("Cancelled")
      try $0.expectHeard("Moved")
    },
    TalkCase(
      "a recogniser that takes two seconds is not waited for when the quick words are there",
      cites: ["pipecat#3280", "pipecat#1694"],
      .desk([.question]) { $0.models.finals = .taking(.ms(2_000)) },
      without: ["final_wait_ms": 5_000]
    ) {
      try $0.expectReply(within: .ms(1_000))
      try $0.expectReplies(1)
    },
  ]

  private static let misheard = Scenario.desk([.say("I want a table.", .afterPrevious(.ms(300)))]) {
    $0.models.finals = .taking(.ms(300))
    $0.models.hears = { words, effort in
      effort == .final ? words : words.replacing("table", with: "cable")
    }
    $0.models.answers = { request in
      request.messages.last?.text.contains("table") == true ? "A table it is." : "A cable it is."
    }
  }

  private static let halting: [CallerStep] =
    ["I was here", "two years ago", "for a filling", "up on the left", "with Doctor Chen"].map {
      .say($0, .afterPrevious(.ms(700)), finished: 0.1)
    } + [.say("and it broke.", .afterPrevious(.ms(700)))]
}

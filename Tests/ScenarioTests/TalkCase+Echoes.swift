import Repartee
import ReparteeCore
import ReparteeTesting

/// The agent's own voice coming back.
extension TalkCase {
  static let echoes: [TalkCase] = [
    TalkCase(
      "an agent on a loudspeaker does not interrupt itself",
      cites: ["livekit/agents#3758", "livekit/agents#315", "pipecat#188", "pipecat#1771"],
      echoing(CallerLine.Echo()), without: ["echo_threshold": 2]
    ) {
      try $0.expectNoInterruption()
      try $0.expectHeard("but never on Sunday")
    },
    TalkCase(
      "an echo that nobody understands does not make the agent stutter",
      cites: ["pipecat#4509"], echoing(CallerLine.Echo(gain: -10, isUnderstood: false)),
      without: ["echo_threshold": 2]
    ) { record in
      try record.expectHeard("but never on Sunday")
      try record.expect(record.replies.last?.spans.count == 1, "The reply was to have no pause.")
    },
    TalkCase(
      "an agent does not answer the echo of its last words", cites: ["livekit/agents#3758"],
      echoing(CallerLine.Echo(delay: .ms(220))), without: ["echo_threshold": 2]
    ) { try $0.expectReplies(2) },
    TalkCase(
      "an echo in a call over a slow network is known, too", cites: ["pipecat#188"],
      echoing(CallerLine.Echo(delay: .ms(150))) {
        $0.network = (.init(delay: .ms(80)), .init(delay: .ms(80)))
      }, without: ["echo_threshold": 2, "echo_words": 0]
    ) { try $0.expectNoInterruption() },
    TalkCase(
      "an echo that comes too late to be known by its sound is known by its words",
      cites: ["livekit/agents#3758", "client-sdk-flutter#633"],
      .desk([.question]) { $0.line.echo = CallerLine.Echo(delay: .ms(700)) },
      without: { $0.models.hears = misheard }
    ) { try $0.expectNoInterruption() },
    TalkCase(
      "through an echo a caller can still interrupt", cites: ["livekit/agents#3758"],
      over("Stop, what about Sunday?") { $0.line.echo = CallerLine.Echo(gain: -18) },
      without: ["echo_threshold": 0]
    ) {
      try $0.expectInterrupted(within: .ms(450), by: "Stop")
      try $0.expectUnderstood("what about Sunday")
    },
  ]

  private static let greeting =
    "Thank you for calling Maple Street Dental, how can I help you today?"

  /// During the greeting the echo's sound is learnt; that of the reply is not known by its words.
  private static func echoing(
    _ echo: CallerLine.Echo, _ change: (inout Scenario) -> Void = { _ in }
  ) -> Scenario {
    .desk(
      [.say("What time do you open?", .afterAgentStops(.ms(700)))], greeting: greeting
    ) {
      $0.line.echo = echo
      $0.models.hears = misheard
      change(&$0)
    }
  }

  private static let misheard: @Sendable (String, SpeechSegment.Effort) -> String = { words, _ in
    let first = words.split(separator: " ").first.map(String.init) ?? "What"
    return (greeting + " What").contains(first) ? words : "the other one"
  }
}

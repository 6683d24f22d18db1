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
      cites: ["pipecat#4509"], echoing(CallerLine.Echo(gain: -18, isUnderstood: false)),
      without: ["echo_threshold": 2]
    ) { try $0.expectNoPause() },
    TalkCase(
      "an agent does not answer the echo of its last words", cites: ["livekit/agents#3758"],
      echoing(CallerLine.Echo(delay: .ms(150))), without: ["echo_threshold": 2]
    ) { try $0.expectReplies(1) },
    TalkCase(
      "an echo in a call over a slow network is known, too", cites: ["pipecat#188"],
      echoing(CallerLine.Echo(delay: .ms(150))) {
        $0.network = (.init(delay: .ms(80)), .init(delay: .ms(80)))
      }, without: ["echo_threshold": 2]
    ) { try $0.expectNoInterruption() },
    TalkCase(
      "an echo that is a third of a second late is known from the first reply on",
      cites: ["livekit/agents#3758", "client-sdk-flutter#633"],
      echoing(CallerLine.Echo(delay: .ms(330))), without: ["echo_threshold": 2]
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

  private static func echoing(
    _ echo: CallerLine.Echo, _ change: (inout Scenario) -> Void = { _ in }
  ) -> Scenario {
    .desk([.question]) {
      $0.line.echo = echo
      change(&$0)
    }
  }
}

import Repartee
import ReparteeCore
import ReparteeTesting

/// Noise over the agent, and people who speak to somebody else.
extension TalkCase {
  static let noises: [TalkCase] =
    [CallerNoise.cough, .sneeze, .door, .keyboard].map { brief($0) } + [
      TalkCase(
        "a laugh does not stop the agent", cites: ["livekit/agents#4450", "pipecat#3036"],
        noisy(.laugh), without: ["overlap_hearing_ms": 60_000]
      ) { try $0.expectResumed(within: .ms(450), losing: .zero) },
      TalkCase(
        "music under the agent does not stop it", cites: ["pipecat#3036"],
        noisy(.music, probability: 0.9),
        without: ["overlap_hearing_ms": 60_000]
      ) { try $0.expectResumed(within: .ms(450), losing: .zero) },
      TalkCase(
        "a noise that goes on for three seconds silences the agent for less than half of one",
        cites: ["pipecat#4308", "livekit/agents#5862"],
        noisy(.white, length: .ms(3_000), probability: 0.9),
        without: ["overlap_decision_ms": 5_000]
      ) { try $0.expectResumed(within: .ms(450), losing: .zero) },
      TalkCase(
        "a noise that the voice detector doubts is not taken for speech",
        cites: ["pipecat#3036"],
        noisy(.white, length: .ms(1_500), probability: 0.6) { $0.models.partials = .hanging },
        without: ["overlap_decision_ms": 5_000]
      ) { try $0.expectResumed(within: .ms(450), losing: .zero) },
      TalkCase(
        "keys of the telephone do not stop the agent", cites: ["pipecat#3036"],
        .desk([.question, .dtmf("42#", .afterAgentStarts(.ms(1_100)))]),
        without: ["overlap_limit_ms": 60]
      ) {
        try $0.expectResumed(within: .ms(450), losing: .zero)
        try $0.expectReplies(1)
      },
      TalkCase(
        "a noise under the greeting does not swallow it", cites: ["livekit/agents#4026"],
        .desk(
          [.noise(.door, .at(.ms(200)))],
          greeting: "Thank you for calling Maple Street Dental, how can I help you today?"),
        without: ["overlap_limit_ms": 60, "echo_hold_ms": 0]
      ) {
        try $0.expectResumed(within: .ms(450), losing: .zero)
        try $0.expectHeard("how can I help you today")
      },
      TalkCase(
        "a cough while the agent thinks does not cost the reply", cites: ["pipecat#4308"],
        .desk([.question, .noise(.cough, .afterPrevious(.ms(500)))]) {
          $0.models.language = .taking(.ms(1_500))
        }, without: ["overlap_limit_ms": 100]
      ) {
        try $0.expectReply(within: .ms(1_700))
        try $0.expectRequests(atMost: 1)
      },
      TalkCase(
        "a cough at the end of the question does not hold the reply up for ever",
        cites: ["pipecat#4308", "livekit/agents#4413"],
        .desk([.question, .noise(.cough, .afterPrevious(.ms(60)))]),
        without: ["maximum_wait_ms": 60_000, "minimum_wait_ms": 30_000]
      ) { try $0.expectReply(within: .ms(900)) },
      TalkCase(
        "a voice far behind the caller's does not interrupt", cites: ["pipecat#3036"],
        behind(.afterAgentStarts(.ms(1_100))), without: ["background_margin_db": 96]
      ) {
        try $0.expectNoInterruption()
        try $0.expectNoPause()
      },
      TalkCase(
        "a voice far behind the caller's is not answered", cites: ["pipecat#3036"],
        behind(.afterAgentStops(.ms(600))), without: ["background_margin_db": 96]
      ) { try $0.expectReplies(1) },
    ]

  private static func brief(_ noise: CallerNoise) -> TalkCase {
    TalkCase(
      "a \(noise.rawValue) does not stop the agent, and nothing of its words is lost",
      cites: ["pipecat#4308", "pipecat#3036"], noisy(noise), without: ["overlap_limit_ms": 60]
    ) {
      try $0.expectResumed(within: .ms(450), losing: .zero)
      try $0.expectHeard("but never on Sunday")
    }
  }

  private static func noisy(
    _ noise: CallerNoise, length: MediaTime? = nil, probability: Float? = nil,
    _ change: (inout Scenario) -> Void = { _ in }
  ) -> Scenario {
    .desk(
      [
        .question,
        .noise(
          noise, .afterAgentStarts(.ms(1_100)), length: length, voiceProbability: probability),
      ], change)
  }

  private static func behind(_ moment: CallerStep.Moment) -> Scenario {
    .desk([.question, .background("and here is the weather for tomorrow", moment)])
  }
}

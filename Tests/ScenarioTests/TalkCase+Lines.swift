import Repartee
import ReparteeCore
import ReparteeTesting

/// Lines of all kinds.
extension TalkCase {
  static let lines: [TalkCase] = [
    TalkCase(
      "a quiet caller is a caller: there is no loudness that one must reach",
      cites: ["pipecat#4279", "pipecat#1694"],
      .desk([.say("What time do you open?", .afterPrevious(.ms(300)), level: -46)]) {
        $0.line.floor = -75
      }, without: { $0.models.voice = LoudnessVoiceDetector() }
    ) { try $0.expectReply(within: .ms(200)) },
    TalkCase(
      "a line that sends nothing in silence changes nothing", cites: ["livekit/agents#5253"],
      .desk([
        .say("I would like an appointment", .afterPrevious(.ms(300)), finished: 0.1),
        .say("for my daughter.", .afterPrevious(.ms(900))),
      ]) { $0.line.floor = nil }, without: ["maximum_wait_ms": 300]
    ) {
      try $0.expectUnderstood("an appointment for my daughter")
      try $0.expectReply(within: .ms(200), to: "for my daughter")
    },
    TalkCase(
      "lost packets do not end a turn", cites: ["livekit/agents#5253", "livekit/sip#348"],
      lossy, without: ["minimum_silence_ms": 0]
    ) { record in
      try record.expectReply(within: .ms(300))
      try record.expect(
        record.transcripts.final == 1, "The turn ended \(record.transcripts.final) times.")
    },
    TalkCase(
      "over a slow network a backchannel costs the agent no words", cites: ["livekit/agents#4009"],
      over("Mm-hmm.") { $0.network = slow }, without: ["backchannel_threshold": 1.01]
    ) { try $0.expectResumed(within: .ms(600), losing: .zero) },
    TalkCase(
      "over a slow network an interruption costs a round trip and no more",
      cites: ["livekit/agents#3685", "livekit/agents#4009"],
      over("Stop, what about Sunday?") { $0.network = slow }, without: ["interruptible": 0]
    ) { try $0.expectInterrupted(within: .ms(450)) },
    TalkCase(
      "a click does not even pause the agent", cites: ["pipecat#3036"],
      .desk([
        .question,
        .noise(.white, .afterAgentStarts(.ms(1_100)), length: .ms(16), voiceProbability: 0.9),
      ]), without: ["minimum_speech_ms": 0]
    ) { try $0.expectNoPause() },
  ]

  private static let slow = (
    up: NetworkConditions(delay: .ms(100), jitter: .ms(20), seed: 3),
    down: NetworkConditions(delay: .ms(100), jitter: .ms(20), seed: 4)
  )

  static let lossy = Scenario.desk([
    .say(
      "I would like to know what time you open on Monday.", .afterPrevious(.ms(300)))
  ]) {
    $0.network = (.init(loss: 0.06, burst: 2, seed: 5), .init())
  }
}

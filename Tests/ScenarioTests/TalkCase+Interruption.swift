import Repartee
import ReparteeCore
import ReparteeTesting
import ReparteeTurn

/// Who speaks over the agent and means it.
extension TalkCase {
  static let interruption: [TalkCase] = [
    TalkCase(
      "the agent falls silent within 150 ms and answers what it was interrupted with",
      cites: ["livekit/agents#3418", "agents-js#1791"],
      over("Stop, what about Sunday?"), without: ["interruptible": 0]
    ) {
      try $0.expectInterrupted(within: .ms(150))
      try $0.expectReply(within: .ms(300), to: "Stop")
    },
    TalkCase(
      "a reply that was cut is in the conversation as far as it was heard",
      cites: ["pipecat#4996", "pipecat#5426", "pipecat#5605", "livekit/agents#6424"],
      over("Stop, what about Sunday?"), without: ["interruptible": 0]
    ) {
      try $0.expectInterrupted(within: .ms(150))
      try $0.expectContextIsWhatWasHeard()
    },
    TalkCase(
      "the first words of an interruption are understood, though they are soft",
      cites: ["livekit/agents#3418"], softStart, without: ["padding_ms": 0]
    ) { try $0.expectUnderstood("no what about Sunday") },
    TalkCase(
      "the agent does not go on while the word that stopped it is being made out",
      cites: ["livekit/agents#3418"],
      over("Sunday?") {
        $0.models.partials = .hanging
        $0.models.finals = .taking(.ms(220))
      }, without: ["overlap_gap_ms": 0]
    ) {
      try $0.expectInterrupted(within: .ms(150))
      try $0.expectNotResumed()
    },
    TalkCase(
      "who says yeah and goes on has the floor", cites: ["livekit/agents#4450"],
      over("Yeah, but what about Sunday?"), without: ["interruptible": 0]
    ) {
      try $0.expectInterrupted(within: .ms(1_500))
      try $0.expectUnderstood("but what about Sunday")
    },
    TalkCase(
      "a greeting can be interrupted", cites: ["livekit/agents#3758"],
      .desk(
        [.say("I need an ambulance!", .afterAgentStarts(.ms(500)))],
        greeting: "Thank you for calling Maple Street Dental, how can I help you today?",
        answer: "Hang up and dial for help."), without: ["interruptible": 0]
    ) {
      try $0.expectInterrupted(within: .ms(150))
      try $0.expectReply(within: .ms(300), to: "ambulance")
    },
    TalkCase(
      "an agent that must be heard is heard", cites: ["livekit/agents#3427"],
      over("Stop, what about Sunday?", settings: ["interruptible": 0]),
      without: ["interruptible": 1]
    ) {
      try $0.expectNoInterruption()
      try $0.expectNoPause()
    },
    TalkCase(
      "a slow recogniser does not keep a caller from interrupting",
      cites: ["livekit/agents#6033", "livekit/agents#7105"],
      over("Stop, what about Sunday and the holidays?") {
        $0.models.partials = .taking(.ms(3_000))
      },
      without: ["overlap_limit_ms": 60_000]
    ) {
      try $0.expectInterrupted(within: .ms(150))
      try $0.expectVerdict(.turn, within: .ms(1_300))
    },
    TalkCase(
      "a recogniser that fails does not keep a caller from interrupting",
      cites: ["livekit/agents#6033"],
      over("Stop, what about Sunday?") {
        $0.models.partials = .failing
        $0.models.finals = FakeManners { $0 == 0 ? .prompt : .failing }
      }, without: ["overlap_limit_ms": 60_000]
    ) { try $0.expectInterrupted(within: .ms(150)) },
    TalkCase(
      "a yes over the end of a question is its answer", cites: ["pipecat#4279"],
      .desk(
        [.say("Yes.", .afterAgentSays("at", .ms(180)), finished: 0.5)],
        greeting: "Shall I book Tuesday at nine?", answer: "Booked."),
      without: ["answer_wait_ms": 2_200]
    ) { try $0.expectReply(within: .ms(600), to: "Yes") },
    TalkCase(
      "with a lowered voice the agent goes on until it is known what it was", duckedBackchannel,
      without: ["duck": 0]
    ) {
      try $0.expectNoPause()
      try $0.expectHeard("but never on Sunday")
    },
  ]

  /// Said while the agent speaks.
  static func over(
    _ words: String, settings: [String: Double] = [:], _ change: (inout Scenario) -> Void = { _ in }
  ) -> Scenario {
    .desk([.question, .say(words, .afterAgentStarts(.ms(1_100)))], settings: settings) {
      $0.models.answers = { request in
        request.messages.last?.text.contains("Sunday") == true ? "Closed." : Scenario.hours
      }
      change(&$0)
    }
  }

  /// A first word of which the voice detector does not notice anything.
  private static let softStart: Scenario = {
    let clip = SpokenClip(toy: "No,", level: -34)
    let soft = CallerSound(
      kind: .speech, name: "No,", samples: clip.samples, words: clip.words, voiceProbability: 0.3)
    return .desk([
      .question, CallerStep(soft, .afterAgentStarts(.ms(1_100))),
      .say("what about Sunday?", .afterPrevious(.zero)),
    ])
  }()

  private static let duckedBackchannel = Scenario.desk(
    [.question, .say("mm-hmm", .afterAgentStarts(.ms(1_100)))], settings: ["duck": 1])
}

import Repartee
import ReparteeCore
import ReparteeTesting
import ReparteeTurn

/// When a turn is over, by its sound and by time.
extension TalkCase {
  static let endOfTurn: [TalkCase] = [
    TalkCase(
      "a finished question is answered within 200 ms, the recogniser's 100 included",
      cites: ["livekit/agents#4053", "livekit/agents#4687", "livekit/agents#2493", "pipecat#1694"],
      .desk([.question]) { $0.models.finals = .taking(.ms(100)) },
      without: ["minimum_wait_ms": 600]
    ) { try $0.expectReply(within: .ms(200)) },
    TalkCase(
      "a caller who pauses for 900 ms in a sentence is not cut off",
      cites: ["livekit/agents#3427", "livekit/agents#3373"],
      .desk([
        .say("I would like an appointment", .afterPrevious(.ms(300)), finished: 0.1),
        .say("for my daughter on Tuesday.", .afterPrevious(.ms(900))),
      ]), without: ["maximum_wait_ms": 300]
    ) {
      try $0.expectNoReply(for: .ms(900), to: "an appointment")
      try $0.expectUnderstood("an appointment for my daughter")
    },
    TalkCase(
      "the surer the detector, the sooner the reply: no two steps for everyone",
      cites: ["livekit/agents#3701", "pipecat#3280"],
      .desk([.say("I want to come in tomorrow.", .afterPrevious(.ms(300)), finished: 0.7)]),
      without: ["minimum_wait_ms": 1_000]
    ) { try $0.expectReply(within: .ms(420)) },
    TalkCase(
      "an agent that is told to be patient waits longer",
      cites: ["livekit/agents#3427", "livekit/agents#3373"],
      .desk(
        [
          .say("I want to ask something", .afterPrevious(.ms(300)), finished: 0.5),
          .say("about my bill.", .afterPrevious(.ms(850))),
        ], settings: ["patience": 2]), without: ["patience": 1]
    ) { try $0.expectNoReply(for: .ms(850), to: "ask something") },
    TalkCase(
      "an agent can be patient with numbers and quick with the rest",
      cites: ["livekit/agents#3427", "livekit/agents#3373"], patientWithNumbers,
      without: { $0.agent.turnWhen = [:] }
    ) {
      try $0.expectUnderstood("five five five one two three four")
      try $0.expectNoReply(for: .ms(2_000), to: "five five five")
    },
    TalkCase(
      "a caller's long pauses are learnt and given", cites: ["livekit/agents#3427"],
      .desk(slowCaller), without: ["pace_share": 0]
    ) { try $0.expectReplies(1) },
    TalkCase(
      "a turn detector that never answers costs half a second, not the call",
      cites: ["livekit/agents#5862"],
      .desk([.question]) { $0.models.turn = .hanging }, without: ["fixed_wait_ms": 2_000]
    ) { try $0.expectReply(within: .ms(750)) },
    TalkCase(
      "a turn detector that fails counts as one in doubt",
      .desk([.say("I want to come in tomorrow.", .afterPrevious(.ms(300)))]) {
        $0.models.turn = .failing
      }, without: ["maximum_wait_ms": 20_000]
    ) { try $0.expectReply(within: .ms(800)) },
    TalkCase(
      "without a turn detector silence ends a turn",
      .desk([.question]) { $0.models.hasTurnDetector = false }, without: ["fixed_wait_ms": 2_000]
    ) { try $0.expectReply(within: .ms(750)) },
    TalkCase(
      "a yes of a fifth of a second is not swallowed", cites: ["pipecat#3643", "pipecat#4279"],
      .desk([.say("Sure.", .afterAgentStops(.ms(300)), pace: 1.5)], greeting: "Shall I begin?"),
      without: ["minimum_speech_ms": 400]
    ) { try $0.expectReply(within: .ms(1_000)) },
    TalkCase(
      "an agent that was too quick hears the rest and answers all of it once",
      cites: ["pipecat#4912"],
      .desk([
        .say("I need a table tonight.", .afterPrevious(.ms(300))),
        .say("For four people.", .afterPrevious(.ms(500))),
      ]) { $0.models.language = .taking(.ms(1_000)) }, without: ["interruptible": 0]
    ) {
      try $0.expectUnderstood("a table tonight for four people")
      try $0.expectReplies(1)
    },
  ]

  private static let patientWithNumbers = Scenario.desk(
    [
      .say("five five five", .afterAgentStops(.ms(300)), finished: 0.9),
      .say("one two three four", .afterPrevious(.ms(2_000))),
    ], greeting: "What is your phone number?"
  ) {
    var patient = $0.agent.turn
    patient.set(["number_wait_ms": 3_000, "maximum_wait_ms": 4_000])
    $0.agent.turnWhen = [.number: patient]
  }

  /// Pauses of nearly two seconds after unfinished parts; then a short one where the detector is fairly sure.
  private static let slowCaller: [CallerStep] =
    [
      "my tooth hurts", "since last weekend", "it kept me up", "I took some pills",
      "they do nothing",
    ]
    .map { .say($0, .afterPrevious(.ms(1_850)), finished: 0.05) } + [
      .say("the old crown came off", .afterPrevious(.ms(1_850)), finished: 0.65),
      .say("yesterday at lunch.", .afterPrevious(.ms(330))),
    ]
}

import Repartee
import ReparteeCore
import ReparteeTesting

/// Nothing lasts for ever, whatever fails.
extension TalkCase {
  static let bounds: [TalkCase] = [
    TalkCase(
      "a language model that hangs does not hang the call",
      cites: ["livekit/agents#3418", "livekit/agents#4461"],
      .desk([.question]) {
        $0.models.language = .hanging
        $0.hangUp = .at(.seconds(4))
        $0.limit = .seconds(40)
      }, without: ["reply_timeout_ms": 600_000]
    ) { try $0.expectEnd() },
    TalkCase(
      "a voice that dies in the middle of a reply leaves no dead line",
      cites: ["pipecat#5305", "livekit/agents#4413", "livekit/agents#3418"],
      .desk([.question]) {
        $0.models.speech = .always(.init(trouble: .hangs(after: 3)))
        $0.hangUp = .at(.seconds(5))
        $0.limit = .seconds(40)
      }, without: ["stall_timeout_ms": 600_000]
    ) { try $0.expectEnd() },
    TalkCase(
      "a recogniser that hangs altogether does not hang the call",
      cites: ["livekit/agents#5862", "pipecat#3643"],
      .desk([.question]) {
        $0.models.partials = .hanging
        $0.models.finals = .hanging
        $0.hangUp = .at(.seconds(4))
        $0.limit = .seconds(40)
      }, without: ["transcript_timeout_ms": 600_000]
    ) { try $0.expectEnd() },
    TalkCase(
      "a voice on the line that never stops is answered in bounded time",
      cites: ["livekit/agents#5862"],
      .desk(
        [
          .noise(
            .music, .at(.ms(500)), length: .seconds(20), voiceProbability: 0.95,
            heardAs: "for all our lines are busy please hold")
        ], settings: ["maximum_turn_ms": 8_000, "maximum_turn_grace_ms": 2_000]),
      without: ["maximum_turn_ms": 600_000]
    ) {
      try $0.expect(
        ($0.replies.first?.start ?? .seconds(99)) < .seconds(12), "The agent was to say something.")
    },
    TalkCase(
      "a caller who speaks for very long is answered at the next silence",
      cites: ["livekit/agents#3427"],
      .desk(
        [
          .say(
            "well let me tell you how it all began when I was still living in the old house by "
              + "the river where my mother used to keep the dogs and", .afterPrevious(.ms(300)),
            finished: 0.05)
        ], settings: ["maximum_turn_ms": 5_000]), without: ["maximum_turn_ms": 600_000]
    ) { try $0.expectReply(within: .ms(300)) },
    TalkCase(
      "what is said during a dead reply is answered", cites: ["livekit/agents#4461"],
      .desk([
        .question, .say("Hello? Are you there?", .afterPrevious(.ms(3_000))),
      ]) { $0.models.language = .first(1, .hanging) }, without: ["interruptible": 0]
    ) { try $0.expectReply(within: .ms(300), to: "Are you there") },
  ]
}

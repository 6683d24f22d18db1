import Repartee
import ReparteeCore
import ReparteeTesting
import ReparteeTurn

/// Who speaks over the agent and only means "go on".
extension TalkCase {
  static let backchannels: [TalkCase] =
    ["Mm-hmm.", "Okay.", "Yeah, right.", "Uh-huh.", "Right, okay."].map(small) + [
      TalkCase(
        "words that are on no list of fillers are known by what they are",
        cites: ["livekit/agents#4450", "livekit/agents!6750", "pipecat#3191"],
        over("Oh, that's nice."), without: ["overlap_model": 0]
      ) { try $0.expectResumed(within: .ms(500)) },
      TalkCase(
        "two in a row do not stop the agent either", cites: ["pipecat#1391"],
        .desk([
          .question, .say("mm-hmm", .afterAgentStarts(.ms(900))),
          .say("okay", .afterAgentStarts(.ms(2_600))),
        ]), without: ["backchannel_threshold": 1.01]
      ) {
        try $0.expectResumed(within: .ms(450), after: "mm-hmm")
        try $0.expectResumed(within: .ms(450), after: "okay")
        try $0.expectHeard("but never on Sunday")
      },
      TalkCase(
        "a backchannel that the recogniser does not hear is over in half a second, not in two",
        cites: ["livekit/agents#4450", "livekit/agents#4039"],
        over("Mm-hmm.") { $0.models.hears = { words, _ in words == "Mm-hmm." ? "" : words } },
        without: ["overlap_limit_ms": 100]
      ) { try $0.expectResumed(within: .ms(450), losing: .zero) },
      TalkCase(
        "a backchannel while the agent thinks does not make it begin again",
        cites: ["pipecat#4308"],
        .desk([.question, .say("okay", .afterPrevious(.ms(500)))]) {
          $0.models.language = .taking(.ms(1_200))
        }, without: ["backchannel_threshold": 1.01]
      ) {
        try $0.expectHeard("but never on Sunday")
        try $0.expectRequests(atMost: 1)
      },
      TalkCase(
        "a backchannel at the agent's last word is not answered", cites: ["pipecat#4912"],
        .desk([.question, .say("okay", .afterAgentSays("never", .ms(350)))]),
        without: ["backchannel_threshold": 1.01]
      ) { try $0.expectReplies(1) },
      TalkCase(
        "a backchannel is forgotten: the conversation does not hold it",
        cites: ["livekit/agents#4450"],
        .desk([
          .question, .say("mm-hmm", .afterAgentStarts(.ms(900))),
          .say("And on Sunday?", .afterAgentStops(.ms(500))),
        ]), without: ["backchannel_threshold": 1.01]
      ) { record in
        let texts = record.requests.last?.messages.map(\.text) ?? []
        try record.expect(
          texts == ["What time do you open?", Scenario.hours, "And on Sunday?"],
          "The conversation is \(texts).")
      },
      TalkCase(
        "the agent says mm-hmm to a caller who speaks long, when it is told to",
        .desk(longStory, settings: ["agent_backchannels": 1, "backchannel_after_ms": 3_000]),
        without: ["agent_backchannels": 0]
      ) { record in
        try record.expect(record.hasMurmur, "The agent was to say mm-hmm.")
        try record.expectReplies(1)
        try record.expectUnderstood("with Doctor Chen and it broke")
      },
      TalkCase(
        "the agent keeps silent under a long story by default", .desk(longStory),
        without: ["agent_backchannels": 1, "backchannel_after_ms": 3_000]
      ) { record in
        try record.expect(!record.hasMurmur, "The agent was to keep silent.")
      },
    ]

  private static func small(_ words: String) -> TalkCase {
    TalkCase(
      "“\(words)” does not stop the agent, and nothing of its words is lost",
      cites: ["livekit/agents#4450", "pipecat#1391", "pipecat#984"], over(words),
      without: ["backchannel_threshold": 1.01]
    ) {
      try $0.expectResumed(within: .ms(500), losing: .zero)
      try $0.expectHeard("but never on Sunday")
    }
  }

  private static let longStory: [CallerStep] =
    [
      "I was at your practice for the first time", "about two years ago for a large filling",
      "up on the left side with Doctor Chen",
    ].map { .say($0, .afterPrevious(.ms(700)), finished: 0.1) } + [
      .say("and it broke.", .afterPrevious(.ms(700)))
    ]
}

extension CallRecord {
  var hasMurmur: Bool {
    events.contains { if case .agentMurmur = $0.event { true } else { false } }
  }

  /// A sound over the agent was judged to be this, so soon after its beginning.
  func expectVerdict(
    _ kind: OverlapVerdict.Kind, within limit: MediaTime
  ) throws(ExpectationFailure) {
    let verdicts = events.compactMap {
      if case .overlap(let verdict) = $0.event { verdict } else { nil }
    }
    try expect(
      verdicts.contains { $0.kind == kind && $0.delay <= limit },
      "It was to be judged \(kind.rawValue) within \(limit); the verdicts are \(verdicts).")
  }

  /// No verdict let the agent go on.
  func expectNotResumed() throws(ExpectationFailure) {
    let kinds = events.compactMap {
      if case .overlap(let verdict) = $0.event { verdict.kind } else { nil }
    }
    try expect(
      kinds.allSatisfy { $0 == .turn }, "The agent was not to go on; the verdicts are \(kinds).")
  }
}

internal import Repartee
internal import ReparteeAudio
internal import ReparteeCore

/// Plays people who spoke over each other: who takes the turn must get it, who says "mm-hmm" must not.
struct BargeInEvaluation {
  /// The caller's onset in every clip, timed by hand.
  static let onset = MediaTime.seconds(3)

  var data: DataFolder
  var scene: OverlapScene

  /// - Parameter isKnown: whether the caller has said something before, so that it is known how loud callers are.
  func run(isKnown: Bool, note: (String) -> Void) async throws -> EvaluationTable {
    let known = isKnown ? "after a question of the caller" : "as the first sound of the call"
    var table = EvaluationTable(
      "People over people, \(known), with our recogniser; ms from the hand-timed onset",
      columns: ["clip", "said", "right", "paused at", "yielded at", "pause max", "verdicts"],
      notes: [
        "a caller who takes the turn must be yielded to; a backchannel must leave the agent its turn",
        "below zero: the caller's microphone had sound before the onset that was timed",
      ])
    let question = try data.entry("speech/google_samples/audio.wav")
    let opening = CallerClip(name: question.name, samples: try data.samples(of: question))
    let clips = data.entries(under: "bargein/ami").filter { $0.file.hasSuffix(".wav") }
    for entry in clips {
      let caller = CallerClip(name: entry.name, samples: try data.samples(of: entry, channel: 0))
      let floor = CallerClip(name: entry.name, samples: try data.samples(of: entry, channel: 1))
      let voice = RecordedVoice(
        samples: RateConverter(from: .hz16000, to: .hz24000).convert(floor.samples))
      var scene = scene
      scene.speech = voice
      scene.agent.greeting = isKnown ? "" : voice.text
      if isKnown { scene.answer = voice.text }
      let line = OverheardLine(
        opening: isKnown ? opening.samples : [], caller: caller.samples, lead: .zero)
      let outcome = try await scene.run(line, onset: Self.onset)
      let takesTurn = entry.label.hasPrefix("TAKES_TURN")
      let isRight = takesTurn ? outcome.cut.map { $0 > 0 } ?? false : outcome.cut == nil
      table.add([
        .text(entry.name), .text(takesTurn ? "takes turn" : "backchannel"),
        .text(isRight ? "yes" : "NO"), .milliseconds(outcome.pauses.first { $0.at > 0 }?.at),
        .milliseconds(outcome.cut), .milliseconds(outcome.pauses.compactMap(\.length).max()),
        .text(outcome.reasons),
      ])
      note("\(entry.name): \(isRight ? "right" : "WRONG")")
    }
    return table
  }
}

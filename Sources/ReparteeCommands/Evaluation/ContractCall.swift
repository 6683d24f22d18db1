internal import Repartee
internal import ReparteeCore

/// One call of the scenario contract: a scripted caller, real detectors, stand-ins for all else.
struct ContractCall {
  /// Nil on a virtual clock.
  let clock: CallerClock?
  let line: ScriptedLine
  let models: ModelSet

  /// - Parameter seed: of the noise of the line.
  init(
    plan: any CallPlan, speech: UnitVoice, voice: any VoiceDetector, turn: (any TurnDetector)?,
    pace: MeasuredCall.Pace, isTelephone: Bool = false, noise: LineNoise = LineNoise()
  ) {
    let clock = pace == .real ? CallerClock() : nil
    line = ScriptedLine(plan: plan, noise: noise, isTelephone: isTelephone, clock: clock)
    models = ModelSet(
      voice: voice, turn: turn, recognizer: TimedRecognizer(truth: line.truth, clock: clock),
      language: SentenceModel(sentence: UnitVoice.sentence), speech: speech)
    self.clock = clock
  }

  /// What a driver at the pace of the wall needs of it.
  var parts: CallParts {
    CallParts(endpoint: line, observer: { [line] event, time in line.hear(event, at: time) })
  }
}

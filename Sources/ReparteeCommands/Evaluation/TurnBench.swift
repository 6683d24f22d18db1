internal import Repartee
internal import ReparteeCore

/// The scenario contract by which frameworks are compared: reply floor, and sounds while the agent talks.
///
/// The voice detector and the turn detector are real, everything else stands in and takes no time, but for
/// the transcript, which comes 100 ms after the true end of speech.
struct TurnBench {
  var data: DataFolder
  var voice: any VoiceDetector
  var turn: (any TurnDetector)?
  var agent: Agent
  var pace = MeasuredCall.Pace.fast
  var isTelephone = false
  var trace: ((String) -> Void)?

  /// Thirty turns over ten clips, in one call.
  func floor(turns: Int = 30) async throws -> [FloorPlan.Turn] {
    let clips = try ContractClip.floor.map { try $0.load(from: data) }
    let plan = FloorPlan(clips: clips, turns: turns)
    let voice = UnitVoice()
    voice.setLength(.milliseconds(600))
    try await run(plan, voice)
    return plan.turns
  }

  /// Sounds into a reply of ten seconds, trial after trial in one call.
  func interruptions(_ sound: InterruptionPlan.Sound, trials: Int? = nil) async throws
    -> [InterruptionOutcome]
  {
    let unitVoice = UnitVoice()
    let plan = InterruptionPlan(
      sound, trigger: try ContractClip.trigger.load(from: data),
      clips: try ContractClip.over(sound, in: data).map { try $0.load(from: data) },
      trials: trials ?? sound.trials, voice: unitVoice)
    try await run(plan, unitVoice)
    return plan.results.map(InterruptionOutcome.init)
  }

  private func run(_ plan: any CallPlan, _ unitVoice: UnitVoice) async throws {
    let call = ContractCall(
      plan: plan, speech: unitVoice, voice: voice, turn: turn, pace: pace,
      isTelephone: isTelephone)
    var measured = MeasuredCall(agent: agent, models: call.models, pace: pace, trace: trace)
    if let clock = call.clock { measured.metronome = clock }
    try await measured.run(call.line)
  }
}

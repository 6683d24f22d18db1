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

  static let floorClips = [
    "speech/azure_whatstheweatherlike.wav", "speech/livekit_tests/weather_question.wav",
    "speech/google_samples/audio.wav", "speech/asterisk8k/vm-savefolder.wav",
    "speech/asterisk8k/vm-sorry.wav", "speech/asterisk8k/vm-repeat.wav",
    "speech/asterisk8k/please-try-call-later.wav", "speech/asterisk8k/confbridge-invalid.wav",
    "speech/asterisk8k/conf-now-recording.wav",
    "speech/librivox/sense_and_sensibility_01_austen_64kb-0930.wav",
  ]

  private static let speechClips = [
    "speech/asterisk8k/vm-sorry.wav", "speech/asterisk8k/conf-now-recording.wav",
    "speech/livekit_tests/weather_question.wav", "speech/asterisk8k/confbridge-invalid.wav",
  ]

  private static let backchannels: [(String, ClosedRange<Double>)] = [
    ("bargein/ami/ami-en2002b-bc-0859.wav", 2.95...3.41),
    ("bargein/ami/ami-en2002b-bc-1114.wav", 2.95...3.59),
    ("bargein/ami/ami-es2002a-bc-0526.wav", 2.95...3.31),
    ("bargein/ami/ami-es2002a-bc-1049.wav", 2.95...3.55),
  ]

  /// Thirty turns over ten clips, in one call.
  func floor(turns: Int = 30) async throws -> [FloorPlan.Turn] {
    let clips = try Self.floorClips.map {
      try clip($0, text: "please tell me what the answer is")
    }
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
      sound, trigger: try clip("speech/google_samples/audio.wav", text: "how old is the bridge"),
      clips: try clips(of: sound), trials: trials ?? Self.trials(of: sound), voice: unitVoice)
    try await run(plan, unitVoice)
    return plan.outcomes
  }

  private static func trials(of sound: InterruptionPlan.Sound) -> Int {
    switch sound {
    case .speech: 12
    case .backchannel, .noise: 8
    case .unheard: 4
    }
  }

  private func clips(of sound: InterruptionPlan.Sound) throws -> [CallerClip] {
    switch sound {
    case .speech:
      try Self.speechClips.map {
        try clip($0, text: "wait please I want to ask something else")
      }
    case .backchannel, .unheard:
      try Self.backchannels.map { file, cut in
        let entry = try data.entry(file)
        return CallerClip(
          name: entry.name, samples: try data.samples(of: entry, channel: 0), text: "mm-hmm",
          cut: cut)
      }
    case .noise:
      try data.entries(under: "noise/esc10/person_sneeze").map { entry in
        CallerClip(name: entry.name, samples: try data.samples(of: entry), burst: 0.5)
      }
    }
  }

  private func clip(_ file: String, text: String) throws -> CallerClip {
    let entry = try data.entry(file)
    return CallerClip(name: entry.name, samples: try data.samples(of: entry), text: text)
  }

  private func run(_ plan: any CallPlan, _ unitVoice: UnitVoice) async throws {
    let line = ScriptedLine(plan: plan, isTelephone: isTelephone)
    let models = ModelSet(
      voice: voice, turn: turn, recognizer: TimedRecognizer(truth: line.truth),
      language: SentenceModel(sentence: UnitVoice.sentence), speech: unitVoice)
    try await MeasuredCall(agent: agent, models: models, pace: pace, trace: trace).run(line)
  }
}

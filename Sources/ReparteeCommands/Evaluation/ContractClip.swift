internal import ReparteeCore

/// A recording as the scenario contract uses it: the same part, with the same words, for every framework.
struct ContractClip: Sendable, Codable, Equatable {
  /// Path inside the folder of recordings.
  var file: String
  /// What a recogniser reports; empty for noise.
  var text = ""
  /// The part that is used, in seconds; nil for all of it.
  var from: Double?
  var to: Double?
  /// No more than this many seconds after the onset.
  var burst: Double?

  func load(from data: DataFolder) throws -> CallerClip {
    let entry = try data.entry(file)
    let cut = from.flatMap { from in to.map { from...max(from, $0) } }
    return CallerClip(
      name: entry.name, samples: try data.samples(of: entry, channel: 0), text: text, cut: cut,
      burst: burst)
  }
}

extension ContractClip {
  private static let question = "please tell me what the answer is"

  /// The turns of the reply floor, in order.
  static let floor = [
    "speech/azure_whatstheweatherlike.wav", "speech/livekit_tests/weather_question.wav",
    "speech/google_samples/audio.wav", "speech/asterisk8k/vm-savefolder.wav",
    "speech/asterisk8k/vm-sorry.wav", "speech/asterisk8k/vm-repeat.wav",
    "speech/asterisk8k/please-try-call-later.wav", "speech/asterisk8k/confbridge-invalid.wav",
    "speech/asterisk8k/conf-now-recording.wav",
    "speech/librivox/sense_and_sensibility_01_austen_64kb-0930.wav",
  ].map { ContractClip(file: $0, text: question) }

  /// Turns that every framework answers promptly.
  static let density = [
    "speech/google_samples/audio.wav", "speech/asterisk8k/vm-sorry.wav",
    "speech/asterisk8k/vm-repeat.wav", "speech/asterisk8k/confbridge-invalid.wav",
    "speech/asterisk8k/conf-now-recording.wav",
  ].map { ContractClip(file: $0, text: question) }

  /// What the agent is asked before a sound interrupts it.
  static let trigger = ContractClip(
    file: "speech/google_samples/audio.wav", text: "how old is the bridge")

  private static let speech = [
    "speech/asterisk8k/vm-sorry.wav", "speech/asterisk8k/conf-now-recording.wav",
    "speech/livekit_tests/weather_question.wav", "speech/asterisk8k/confbridge-invalid.wav",
  ].map { ContractClip(file: $0, text: "wait please I want to ask something else") }

  private static let backchannels = [
    backchannel("en2002b-bc-0859", 3.41), backchannel("en2002b-bc-1114", 3.59),
    backchannel("es2002a-bc-0526", 3.31), backchannel("es2002a-bc-1049", 3.55),
  ]

  private static func backchannel(_ name: String, _ end: Double) -> ContractClip {
    ContractClip(file: "bargein/ami/ami-\(name).wav", text: "mm-hmm", from: 2.95, to: end)
  }

  /// What sounds over the agent.
  static func over(_ sound: InterruptionPlan.Sound, in data: DataFolder) throws -> [ContractClip] {
    switch sound {
    case .speech: return speech
    case .backchannel, .unheard: return backchannels
    case .noise:
      let folder = "noise/esc10/person_sneeze"
      let clips = data.entries(under: folder).map { ContractClip(file: $0.file, burst: 0.5) }
      guard !clips.isEmpty else {
        throw CommandError("\(data.path)/MANIFEST.tsv: names nothing under \(folder)")
      }
      return clips
    }
  }
}

extension InterruptionPlan.Sound {
  /// How often the contract has it tried.
  var trials: Int {
    switch self {
    case .speech: 12
    case .backchannel, .noise: 8
    case .unheard: 4
    }
  }
}

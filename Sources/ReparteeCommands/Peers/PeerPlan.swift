/// What a program does in one start: the same for every framework, given to it as JSON.
struct PeerPlan: Sendable, Codable {
  enum Bench: String, Sendable, Codable, CaseIterable { case floor, bargein, density }

  var bench: Bench
  /// What sounds over the agent; nil but for `bargein`.
  var sound: InterruptionPlan.Sound?
  /// The folder of the recordings.
  var data: String
  /// What the agent is asked before a sound interrupts it.
  var trigger: ContractClip?
  var clips: [ContractClip]
  /// Turns or trials in all.
  var turns = 0
  /// Calls at the same time, in one process.
  var sessions = 1
  /// How long density is measured.
  var seconds = 30.0
  /// What every reply says.
  var sentence = UnitVoice.sentence

  /// The same line twice is the same measurement in another round.
  var name: String {
    switch bench {
    case .floor: "floor"
    case .bargein: sound?.rawValue ?? "bargein"
    case .density: "density \(sessions)"
    }
  }
}

extension PeerPlan {
  static func floor(_ data: DataFolder, turns: Int = 30) -> PeerPlan {
    PeerPlan(bench: .floor, data: data.path, clips: ContractClip.floor, turns: turns)
  }

  /// Trials in three calls at the same time, which start at different moments.
  static func bargein(_ sound: InterruptionPlan.Sound, _ data: DataFolder) throws -> PeerPlan {
    PeerPlan(
      bench: .bargein, sound: sound, data: data.path, trigger: .trigger,
      clips: try ContractClip.over(sound, in: data), turns: sound.trials, sessions: 3)
  }

  static func density(_ data: DataFolder, sessions: Int) -> PeerPlan {
    PeerPlan(bench: .density, data: data.path, clips: ContractClip.density, sessions: sessions)
  }
}

extension InterruptionPlan.Sound: Codable {}

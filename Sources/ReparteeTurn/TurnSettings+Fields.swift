import ReparteeCore

/// The settings by name, for files that configure them and for journals that must bring them back.
extension TurnSettings {
  /// One setting: its name in files, and how to read and write it.
  public struct Field: Sendable {
    /// What the number means.
    public enum Unit: String, Sendable {
      case milliseconds = "ms"
      /// 0…1.
      case probability
      /// 0 is no, anything else is yes.
      case flag
    }

    public let name: String
    public let unit: Unit
    /// The setting as a number in its unit.
    public let get: @Sendable (TurnSettings) -> Double
    public let set: @Sendable (inout TurnSettings, Double) -> Void
  }

  public static let fields: [Field] = [
    probability("threshold", \.voice.threshold),
    probability("negative_threshold", \.voice.negativeThreshold),
    time("minimum_speech_ms", \.voice.minimumSpeech),
    time("minimum_silence_ms", \.voice.minimumSilence),
    time("padding_ms", \.voice.padding),
    time("minimum_wait_ms", \.minimumWait),
    time("maximum_wait_ms", \.maximumWait),
    time("fixed_wait_ms", \.fixedWait),
    time("ask_interval_ms", \.askInterval),
    time("partial_interval_ms", \.partialInterval),
    time("transcript_timeout_ms", \.transcriptTimeout),
    time("reply_timeout_ms", \.replyTimeout),
    time("stall_timeout_ms", \.stallTimeout),
    time("maximum_turn_ms", \.maximumTurn),
    time("maximum_turn_grace_ms", \.maximumTurnGrace),
    time("overlap_limit_ms", \.overlapLimit),
    time("backchannel_limit_ms", \.backchannelLimit),
    time("overlap_partial_delay_ms", \.overlapPartialDelay),
    time("lock_pause_ms", \.lockPause),
    Field(
      name: "interruptible", unit: .flag, get: { $0.interruptible ? 1 : 0 },
      set: { $0.interruptible = $1 != 0 }),
  ]

  private static func time(
    _ name: String, _ path: any WritableKeyPath<TurnSettings, MediaTime> & Sendable
  ) -> Field {
    Field(
      name: name, unit: .milliseconds, get: { $0[keyPath: path].milliseconds },
      set: { $0[keyPath: path] = .seconds($1 / 1000) })
  }

  private static func probability(
    _ name: String, _ path: any WritableKeyPath<TurnSettings, Float> & Sendable
  ) -> Field {
    Field(
      name: name, unit: .probability, get: { Double($0[keyPath: path]) },
      set: { $0[keyPath: path] = Float($1) })
  }
}

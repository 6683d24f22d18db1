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
      /// A ratio, 0…20.
      case factor
      /// A distance in decibels, 0…96.
      case decibels = "dB"
      /// A whole number, 0…100.
      case count
    }

    public let name: String
    public let unit: Unit
    /// The setting as a number in its unit.
    public let get: @Sendable (TurnSettings) -> Double
    public let set: @Sendable (inout TurnSettings, Double) -> Void
  }

  public static let fields: [Field] =
    voiceFields + endFields + overlapFields + silenceFields + boundFields

  /// Those that may differ by what the agent asked; the voice gate is the same all along.
  public static let fieldsByQuestion: [Field] =
    endFields + overlapFields + silenceFields + boundFields

  private static let voiceFields: [Field] = [
    number("threshold", .probability, \.voice.threshold),
    number("negative_threshold", .probability, \.voice.negativeThreshold),
    time("minimum_speech_ms", \.voice.minimumSpeech),
    time("minimum_silence_ms", \.voice.minimumSilence),
    time("padding_ms", \.voice.padding),
  ]

  private static let endFields: [Field] = [
    time("minimum_wait_ms", \.minimumWait),
    time("maximum_wait_ms", \.maximumWait),
    time("fixed_wait_ms", \.fixedWait),
    time("ask_interval_ms", \.askInterval),
    time("dangling_wait_ms", \.danglingWait),
    time("number_wait_ms", \.numberWait),
    time("spelling_wait_ms", \.spellingWait),
    time("answer_wait_ms", \.answerWait),
    time("final_wait_ms", \.finalWait),
    time("anticipation_interval_ms", \.anticipationInterval),
    factor("patience", \.patience),
    factor("pace_share", \.paceShare),
    flag("speculation", \.speculation),
    count("speculation_limit", \.speculationLimit),
  ]

  private static let overlapFields: [Field] = [
    flag("interruptible", \.interruptible),
    flag("duck", \.duck),
    number("duck_db", .decibels, \.duckDepth),
    time("overlap_decision_ms", \.overlapDecision),
    time("overlap_limit_ms", \.overlapLimit),
    time("backchannel_limit_ms", \.backchannelLimit),
    time("overlap_hearing_ms", \.overlapHearing),
    time("overlap_gap_ms", \.overlapGap),
    flag("overlap_model", \.overlapModel),
    time("overlap_partial_delay_ms", \.overlapPartialDelay),
    number("backchannel_threshold", .probability, \.backchannelThreshold),
    number("background_margin_db", .decibels, \.backgroundMargin),
    number("echo_threshold", .probability, \.echoThreshold),
    time("echo_hold_ms", \.echoHold),
    flag("echo_words", \.echoWords),
  ]

  private static let silenceFields: [Field] = [
    time("away_after_ms", \.awayAfter),
    time("reprompt_after_ms", \.repromptAfter),
    count("reprompts", \.reprompts),
    flag("agent_backchannels", \.agentBackchannels),
    time("backchannel_after_ms", \.backchannelAfter),
  ]

  private static let boundFields: [Field] = [
    time("partial_interval_ms", \.partialInterval),
    time("transcript_timeout_ms", \.transcriptTimeout),
    time("reply_timeout_ms", \.replyTimeout),
    time("stall_timeout_ms", \.stallTimeout),
    time("maximum_turn_ms", \.maximumTurn),
    time("maximum_turn_grace_ms", \.maximumTurnGrace),
    time("lock_pause_ms", \.lockPause),
  ]

  private static func time(
    _ name: String, _ path: any WritableKeyPath<TurnSettings, MediaTime> & Sendable
  ) -> Field {
    Field(
      name: name, unit: .milliseconds, get: { $0[keyPath: path].milliseconds },
      set: { $0[keyPath: path] = .seconds($1 / 1000) })
  }

  private static func number(
    _ name: String, _ unit: Field.Unit,
    _ path: any WritableKeyPath<TurnSettings, Float> & Sendable
  ) -> Field {
    Field(
      name: name, unit: unit, get: { Double($0[keyPath: path]) },
      set: { $0[keyPath: path] = Float($1) })
  }

  private static func factor(
    _ name: String, _ path: any WritableKeyPath<TurnSettings, Double> & Sendable
  ) -> Field {
    Field(
      name: name, unit: .factor, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  private static func flag(
    _ name: String, _ path: any WritableKeyPath<TurnSettings, Bool> & Sendable
  ) -> Field {
    Field(
      name: name, unit: .flag, get: { $0[keyPath: path] ? 1 : 0 },
      set: { $0[keyPath: path] = $1 != 0 })
  }

  private static func count(
    _ name: String, _ path: any WritableKeyPath<TurnSettings, Int> & Sendable
  ) -> Field {
    Field(
      name: name, unit: .count, get: { Double($0[keyPath: path]) },
      set: { $0[keyPath: path] = Int(exactly: $1.rounded()) ?? 0 })
  }
}

import ReparteeCore

extension TurnSettings {
  /// The same with every number where the machine can work with it: no wait is for ever, and silence lies below speech.
  var bounded: TurnSettings {
    var settings = self
    for field in Self.fields {
      let value = field.get(settings)
      field.set(&settings, value.isFinite ? min(max(value, 0), field.unit.limit) : 0)
    }
    settings.voice.negativeThreshold = min(
      settings.voice.negativeThreshold, settings.voice.threshold)
    // Beyond it a session no longer has the audio of the turn's beginning.
    settings.maximumTurn = min(settings.maximumTurn, .milliseconds(100_000))
    return settings
  }
}

extension TurnSettings.Field.Unit {
  /// The largest value that makes sense.
  public var limit: Double {
    switch self {
    case .milliseconds: 600_000
    case .probability, .flag: 1
    case .factor: 20
    case .decibels: 96
    case .count: 100
    }
  }
}

/// The settings of an agent, which may differ by what it just asked for.
public struct TurnProfile: Sendable, Equatable {
  public var base: TurnSettings
  /// Instead of `base`, while the caller answers such a question.
  public var when: [Expectation: TurnSettings]

  public init(_ base: TurnSettings = TurnSettings(), when: [Expectation: TurnSettings] = [:]) {
    self.base = base.bounded
    self.when = when.mapValues(\.bounded)
  }

  public func settings(when expecting: Expectation) -> TurnSettings {
    when.isEmpty ? base : when[expecting] ?? base
  }
}

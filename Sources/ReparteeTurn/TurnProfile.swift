/// The settings of an agent, which may differ by what it just asked for.
public struct TurnProfile: Sendable, Equatable {
  public var base: TurnSettings
  /// Instead of `base`, while the caller answers such a question.
  public var when: [Expectation: TurnSettings]

  public init(_ base: TurnSettings = TurnSettings(), when: [Expectation: TurnSettings] = [:]) {
    self.base = base
    self.when = when
  }

  public func settings(when expecting: Expectation) -> TurnSettings {
    when.isEmpty ? base : when[expecting] ?? base
  }
}

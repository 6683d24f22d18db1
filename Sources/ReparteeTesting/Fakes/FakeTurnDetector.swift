public import Repartee

/// Always of the same opinion.
public struct FakeTurnDetector: TurnDetector {
  public let model = ModelDescription(name: "fixed opinion")
  private let probability: Float
  public init(probability: Float = 0.95) { self.probability = probability }
  public func makeStream() -> any TurnStream { FakeTurnStream(probability: probability) }
}

final class FakeTurnStream: TurnStream {
  private let probability: Float
  init(probability: Float) { self.probability = probability }
  func append(_ samples: Span<Float>) {}
  func beginTurn(lead: Int) {}
  func question() -> TurnQuestion { TurnQuestion { [probability] in probability } }
}

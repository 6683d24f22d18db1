public import Repartee

/// Says of each frame what the sounds that a scripted caller makes are said to be.
public struct ScriptedVoiceDetector: VoiceDetector {
  public let model = ModelDescription(name: "script")
  public let hop = 512
  private let truth: LineTruth

  public init(of truth: LineTruth) { self.truth = truth }
  public func makeStream() -> any VoiceStream { ScriptedVoiceStream(truth: truth) }
}

final class ScriptedVoiceStream: VoiceStream {
  private let truth: LineTruth
  init(truth: LineTruth) { self.truth = truth }

  func process(_ frame: Span<Float>) -> Float {
    guard frame.count == 512, frame.indices.allSatisfy({ frame[$0].isFinite }) else { return 0 }
    var (highest, sounding): (Float, Int) = (0, 0)
    for start in stride(from: 0, to: frame.count, by: LineTruth.unit) {
      guard let place = truth.place(of: frame, from: start) else { continue }
      let probability = truth.probability(in: place)
      if probability > 0.02 { sounding += 1 }
      highest = max(highest, probability)
    }
    // What fills no more than a quarter of a frame is not noticed.
    return sounding > 2 ? highest : 0.02
  }

  func reset() {}
}

public import Repartee

/// Takes loud frames for speech: exact, for callers made of tones and silence.
public struct LoudnessVoiceDetector: VoiceDetector {
  public let model = ModelDescription(name: "loudness")
  public let hop = 512
  public init() {}
  public func makeStream() -> any VoiceStream { LoudnessVoiceStream() }
}

final class LoudnessVoiceStream: VoiceStream {
  func process(_ frame: Span<Float>) -> Float {
    var loud = 0
    for index in frame.indices where abs(frame[index]) > 0.02 { loud += 1 }
    return loud * 4 > frame.count ? 0.98 : 0.02
  }

  func reset() {}
}

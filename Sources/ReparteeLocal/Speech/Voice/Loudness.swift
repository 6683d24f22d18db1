/// Brings the voice to telephone loudness without ever clipping it.
struct Loudness {
  /// Where the curve begins to bend.
  private static let knee: Float = 0.8

  /// 1 leaves the voice as the network makes it, at about -27 dB.
  let gain: Float

  func apply(to samples: inout [Float]) {
    for index in samples.indices {
      let value = samples[index] * gain
      if abs(value) <= Self.knee {
        samples[index] = value
      } else {
        samples[index] = bent(value)
      }
    }
  }

  /// Approaches ±1 and never gets there; what is no number becomes silence.
  private func bent(_ value: Float) -> Float {
    guard value.isFinite else { return 0 }
    let room = 1 - Self.knee
    let over = (abs(value) - Self.knee) / room
    let level = Self.knee + room * over / (1 + over)
    return value < 0 ? -level : level
  }
}

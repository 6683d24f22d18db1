import Foundation
public import ReparteeCore

/// A noise that callers make or have around them.
public enum CallerNoise: String, Sendable, CaseIterable {
  case cough, sneeze, laugh, door, keyboard, hum, music, white

  /// How long one of it lasts.
  public var usualLength: MediaTime {
    switch self {
    case .cough: .milliseconds(350)
    case .sneeze: .milliseconds(450)
    case .laugh: .milliseconds(900)
    case .door: .milliseconds(150)
    case .keyboard: .milliseconds(1_500)
    case .hum, .white: .milliseconds(2_000)
    case .music: .milliseconds(4_000)
    }
  }

  /// What a voice detector that is easily fooled makes of it, 0…1.
  public var usualProbability: Float {
    switch self {
    case .laugh: 0.95
    case .cough, .sneeze: 0.9
    case .music: 0.7
    case .door, .keyboard: 0.6
    case .white, .hum: 0.2
    }
  }

  /// - Returns: so many samples of it, 16 kHz mono, with a peak of about 1.
  func samples(_ count: Int, seed: UInt64) -> [Float] {
    var noise = Noise(seed: seed)
    return (0..<count).map { index in
      let time = Double(index) / 16_000
      let rest = Double(count - index) / 16_000
      return Float(envelope(time, rest: rest)) * Float(tone(time))
        + envelopedNoise(
          time, rest: rest, noise: noise.next())
    }
  }

  /// How loud it is at this time, 0…1.
  private func envelope(_ time: Double, rest: Double) -> Double {
    let edges = min(1, time / 0.005, rest / 0.03)
    switch self {
    case .cough: return edges * (0.35 + 0.65 * exp(-8 * time))
    case .sneeze: return edges * (time < 0.25 ? 0.3 : 1)
    case .laugh: return edges * (time.truncatingRemainder(dividingBy: 0.2) < 0.13 ? 1 : 0.15)
    case .door: return edges * exp(-25 * time)
    // Three strokes in two fifths of a second, each a click with a short ring.
    case .keyboard: return edges * exp(-40 * time.truncatingRemainder(dividingBy: 0.13))
    case .hum, .music, .white: return edges
    }
  }

  private func tone(_ time: Double) -> Double {
    switch self {
    case .hum: 0.7 * sin(2 * .pi * 50 * time) + 0.3 * sin(2 * .pi * 150 * time)
    case .music: chord(at: time)
    case .laugh: 0.5 * sin(2 * .pi * 260 * time) + 0.3 * sin(2 * .pi * 520 * time)
    case .cough, .sneeze, .door, .keyboard, .white: 0
    }
  }

  private func envelopedNoise(_ time: Double, rest: Double, noise: Float) -> Float {
    let share: Double =
      switch self {
      case .hum, .music: 0.01
      case .laugh: 0.2
      case .cough, .sneeze, .door, .keyboard, .white: 1
      }
    return Float(share * envelope(time, rest: rest)) * noise
  }

  /// Four chords, half a second each, round and round.
  private func chord(at time: Double) -> Double {
    let roots = [220.0, 174.6, 261.6, 196.0]
    let root = roots[Int(time / 0.5) % roots.count]
    return [1, 1.25, 1.5].reduce(0.0) { $0 + sin(2 * .pi * root * $1 * time) / 3 }
  }
}

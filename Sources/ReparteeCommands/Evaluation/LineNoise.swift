internal import Foundation

/// The noise of a line, which is never digitally silent: white, the same in every run.
struct LineNoise: Sendable {
  /// Four seconds, heard again and again.
  private let samples: [Float]

  /// - Parameter level: decibels of full scale.
  init(level: Float = -60, seed: UInt64 = 1) {
    var random = SeededRandom(seed: seed)
    let amplitude = pow(10, level / 20)
    samples = (0..<64_000).map { _ in CallerClip.line(random.normal() * amplitude) }
  }

  /// The noise at a sample of the call.
  subscript(position: Int) -> Float { samples[position % samples.count] }
}

/// Numbers that look like chance and are the same on every machine.
struct SeededRandom: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// 0 up to, but not including, 1.
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Of mean 0 and variance 1.
  mutating func normal() -> Float {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return Float(radius * cos(2 * Double.pi * unit()))
  }
}

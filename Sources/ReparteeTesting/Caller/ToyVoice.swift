import Foundation

/// A voice good enough for fakes: a buzz shaped like vowels, a syllable at a time.
///
/// Deterministic, and never the same twice: a little breath in it makes every stretch of it unlike
/// every other, so that it can be recognised when it comes back.
struct ToyVoice: Sendable {
  /// Vibrations a second.
  var pitch: Double
  /// Root mean square, in decibels of full scale.
  var level: Float = -20
  var rate = 16_000
  /// Where the breath's noise begins.
  var seed: UInt64 = 1

  private static let tableSize = 256
  /// One vibration of each vowel, at a root mean square of 1.
  private static let vowels: [[Float]] = [
    vowel(formants: [700, 1_200]), vowel(formants: [350, 2_100]), vowel(formants: [450, 850]),
    vowel(formants: [300, 750]),
  ]

  /// The buzz of `count` samples, swelling in and dying away within 10 ms.
  ///
  /// Each has a pitch of its own, a twentieth around the voice's.
  func sound(_ count: Int, vowel index: Int) -> [Float] {
    let table = Self.vowels[abs(index % Self.vowels.count)]
    var breath = Noise(seed: seed)
    let step = pitch * (0.95 + 0.1 * breath.share()) * Double(Self.tableSize) / Double(rate)
    let gain = Float(pow(10, Double(level) / 20))
    let edge = Float(max(rate / 100, 1))
    return (0..<count).map { index in
      let place = Int(Double(index) * step) % Self.tableSize
      let edges = min(1, Float(index + 1) / edge, Float(count - index) / edge)
      return gain * edges * (table[place] + 0.1 * breath.next())
    }
  }

  private static func vowel(formants: [Double]) -> [Float] {
    let fundamental = 120.0
    let weights = (1...24).map { harmonic in
      let frequency = fundamental * Double(harmonic)
      return formants.reduce(0.02) { $0 + 1 / (1 + pow(($1 - frequency) / 120, 2)) }
    }
    let table = (0..<tableSize).map { place in
      weights.enumerated().reduce(0.0) { sum, entry in
        let turns = Double(place * (entry.offset + 1)) / Double(tableSize)
        return sum + entry.element * sin(2 * .pi * turns + Double(entry.offset * entry.offset))
      }
    }
    let power = table.reduce(0) { $0 + $1 * $1 } / Double(tableSize)
    return table.map { Float($0 / power.squareRoot()) }
  }
}

/// White noise, -1…1, the same for the same seed.
struct Noise: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  mutating func bits() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }

  mutating func next() -> Float { Float(bits()) / Float(UInt32.max >> 2) - 1 }

  /// 0…1.
  mutating func share() -> Double { Double(bits()) / Double(UInt32.max >> 1) }
}

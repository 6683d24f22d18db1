import ReparteeCore

#if canImport(Glibc)
  import Glibc
#endif

/// Speech that nobody spoke, at 16 kHz: syllables of random length, each a vowel of two formants or a hiss, and pauses.
/// No two pieces are alike, so what is heard can be found in it.
enum Babble {
  private static let rate = 16_000.0

  private struct Syllable {
    var length: Int
    var pitch: Double
    var formants: (Double, Double)
    var loudness: Double
    var isHiss: Bool

    init(using random: inout Seeded) {
      length = Int.random(in: 1_300...3_500, using: &random)
      pitch = .random(in: 90...220, using: &random)
      isHiss = Int.random(in: 0..<5, using: &random) == 0
      formants =
        isHiss
        ? (.random(in: 2_500...4_000, using: &random), .random(in: 4_000...6_500, using: &random))
        : (.random(in: 250...850, using: &random), .random(in: 950...2_600, using: &random))
      let isPause = Int.random(in: 0..<7, using: &random) == 0
      loudness = isPause ? 0 : .random(in: 0.4...1, using: &random)
    }
  }

  static func samples(seconds: Int, seed: UInt64) -> [Float] {
    var random = Seeded(seed: seed)
    var samples: [Float] = []
    samples.reserveCapacity(seconds * 16_000 + 4_000)
    while samples.count < seconds * 16_000 { add(Syllable(using: &random), &samples, &random) }
    samples.removeLast(samples.count - seconds * 16_000)
    let most = samples.reduce(0) { max($0, $1.magnitude) }
    return samples.map { $0 * 0.5 / max(most, 1e-9) }
  }

  private static func add(
    _ syllable: Syllable, _ samples: inout [Float], _ random: inout Seeded
  ) {
    var low = Resonator(frequency: syllable.formants.0, width: 90, rate: rate)
    var high = Resonator(frequency: syllable.formants.1, width: 160, rate: rate)
    var phase = 0.0
    for index in 0..<syllable.length {
      var source = Double.random(in: -1...1, using: &random) * (syllable.isHiss ? 0.6 : 0.01)
      phase += syllable.pitch / rate
      if phase >= 1 {
        phase -= 1
        if !syllable.isHiss { source += 3 }
      }
      let edge = Double(min(index, syllable.length - index)) / 240
      let sound = low.filter(source) + 0.6 * high.filter(source)
      samples.append(Float(sound * syllable.loudness * min(1, edge)))
    }
  }
}

/// A filter that lets one band pass.
struct Resonator {
  private let gain: Double
  private let first: Double
  private let second: Double
  private var (y1, y2) = (0.0, 0.0)

  init(frequency: Double, width: Double, rate: Double) {
    let radius = exp(-.pi * width / rate)
    first = 2 * radius * cos(2 * .pi * frequency / rate)
    second = -radius * radius
    gain = 1 - radius
  }

  mutating func filter(_ sample: Double) -> Double {
    let y = gain * sample + first * y1 + second * y2
    y2 = y1
    y1 = y
    return y
  }
}

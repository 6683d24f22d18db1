import RealModule
import ReparteeAudio
import Testing

/// What Smart Turn's own front end makes of a signal (eight seconds, zeros first, normalised).
struct MelGolden: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var samples: [Float]
  var mean: Double
  var range: ClosedRange<Float>
  var band0Last: Float
  var band40Frame700: Float

  private static func signal(seconds: Int, _ body: (Double) -> Double) -> [Float] {
    (0..<seconds * 16_000).map { Float(body(Double($0) / 16_000)) }
  }

  static let all = [
    MelGolden(
      testDescription: "silence", samples: signal(seconds: 2) { _ in 0 }, mean: -1.5,
      range: -1.5 ... -1.5, band0Last: -1.5, band40Frame700: -1.5),
    MelGolden(
      testDescription: "a tone of 2 s",
      samples: signal(seconds: 2) { 0.3 * .sin(2 * .pi * 440 * $0) }, mean: -0.159606,
      range: -0.18551...1.81449, band0Last: 0.853986, band40Frame700: -0.18551),
    MelGolden(
      testDescription: "a chirp",
      samples: signal(seconds: 2) { 0.3 * .sin(2 * .pi * (200 * $0 + 450 * $0 * $0)) },
      mean: -0.123104, range: -0.171683...1.828317, band0Last: 0.431676,
      band40Frame700: -0.171683),
    MelGolden(
      testDescription: "a tone of 10 s",
      samples: signal(seconds: 10) { 0.3 * .sin(2 * .pi * 440 * $0) }, mean: -0.240088,
      range: -0.336024...1.663976, band0Last: 0.703472, band40Frame700: -0.336024),
  ]
}

@Suite struct LogMelTests {
  private func normalised(_ samples: [Float]) -> [Float] {
    let last = samples.suffix(128_000)
    let padded = [Float](repeating: 0, count: 128_000 - last.count) + last
    let count = Double(padded.count)
    let mean = padded.reduce(0) { $0 + Double($1) } / count
    let variance = padded.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    let gain = 1 / (variance + 1e-7).squareRoot()
    return padded.map { Float((Double($0) - mean) * gain) }
  }

  @Test("Features equal Smart Turn's golden values", arguments: MelGolden.all)
  func golden(_ golden: MelGolden) {
    let energies = LogMel.energies(of: normalised(golden.samples).span)
    #expect(energies.count == 800 * 80)
    var features = [Float](repeating: 0, count: energies.count)
    var output = features.mutableSpan
    LogMel.features(from: energies.span, features: &output)
    let mean = features.reduce(0) { $0 + Double($1) } / Double(features.count)
    #expect(abs(mean - golden.mean) < 2e-6)
    #expect(abs((features.min() ?? .nan) - golden.range.lowerBound) < 2e-6)
    #expect(abs((features.max() ?? .nan) - golden.range.upperBound) < 2e-6)
    #expect(abs(features[799] - golden.band0Last) < 2e-6)
    #expect(abs(features[40 * 800 + 700] - golden.band40Frame700) < 2e-6)
  }

  @Test("Frames made one at a time equal those of the whole recording")
  func incremental() {
    var noise = Noise(seed: 7)
    let samples = noise.samples(16_000)
    let whole = LogMel.energies(of: samples.span)
    var analyzer = MelAnalyzer()
    var row = [Float](repeating: 0, count: 80)
    for frame in 2..<90 {
      let start = frame * 160 - 200
      var output = row.mutableSpan
      analyzer.analyze(samples.span.extracting(start..<start + 400), energies: &output)
      #expect(row == Array(whole[frame * 80..<frame * 80 + 80]))
    }
  }

  @Test("A gain on the energies is a gain on the samples")
  func gain() {
    var noise = Noise(seed: 8)
    let samples = noise.samples(8_000)
    let (plain, loud) = (
      LogMel.energies(of: samples.span), LogMel.energies(of: samples.map { $0 * 4 }.span)
    )
    var (a, b) = (plain, loud)
    var first = a.mutableSpan
    var second = b.mutableSpan
    LogMel.features(from: plain.span, gain: 16, features: &first)
    LogMel.features(from: loud.span, features: &second)
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test(
    "Recordings shorter than a frame give what they hold", arguments: [0, 1, 159, 160, 200, 400])
  func short(count: Int) {
    let energies = LogMel.energies(of: [Float](repeating: 0.5, count: count).span)
    #expect(energies.count == count / 160 * 80)
    #expect(energies.allSatisfy { $0.isFinite && $0 >= 0 })
  }

  @Test("Features of nothing are nothing")
  func empty() {
    var none: [Float] = []
    var output = none.mutableSpan
    LogMel.features(from: [Float]().span, features: &output)
    #expect(none.isEmpty)
  }

  @Test("Every filter has the same area")
  func filters() {
    var energies = [Float](repeating: 0, count: 80)
    var output = energies.mutableSpan
    MelFilterbank.speech.apply(to: [Float](repeating: 1, count: 201).span, energies: &output)
    // Area 1 over bins of 40 Hz; narrow triangles are sampled coarsely.
    #expect(energies.allSatisfy { abs($0 - 0.025) < 0.012 })
  }
}

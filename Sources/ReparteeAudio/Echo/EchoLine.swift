/// What is heard from the caller: the side to be judged.
struct EchoLine: Sendable {
  private(set) var history = EchoHistory()
  /// The noise of the line in each band.
  private(set) var floor = EchoBands.silence
  /// The waveform of the newest hop.
  private(set) var thinning = EchoThinning()
  /// The energy of a hop of the line's noise.
  private(set) var noise: Float = 0
  private var smoothEnergy: Float?
  /// Whether the newest hop holds more than noise, which over its 40 samples hardly ever varies by 3 dB.
  var isSound: Bool { thinning.energy > 2 * noise + 1e-9 }
  private var bands = EchoBands()
  private var smooth: EchoBands.Hop?
  private var smeared = EchoBands.silence
  private var peak = EchoBands.silence

  /// The newest hop as the search wants it: dying away like what was played, and never below the noise.
  var envelope: EchoBands.Hop { pointwiseMax(smeared, floor + 3) }
  /// How far the line's sounds stand out of its noise, in each band.
  var range: EchoBands.Hop {
    // Never so little that what was played before its echo arrived loses its shape.
    (peak - floor - 3).clamped(
      lowerBound: EchoBands.Hop(repeating: 22), upperBound: EchoBands.Hop(repeating: 30))
  }

  mutating func take(_ samples: Span<Float>, from start: Int) -> EchoBands.Hop {
    let hop = bands.measure(samples, from: start)
    history.append(hop)
    thinning.take(samples, from: start)
    smeared = pointwiseMax(hop, smeared - EchoReference.decay)
    peak = pointwiseMax(hop, peak - 0.02)
    // A sender that stops in silence says nothing of the noise.
    guard hop.max() > -85 else { return hop }
    let mean = smooth.map { $0 + (hop - $0) * 0.2 } ?? hop
    let energy = smoothEnergy.map { $0 + (thinning.energy - $0) * 0.2 } ?? thinning.energy
    noise = smoothEnergy == nil ? energy : min(energy, noise * 1.002)
    smoothEnergy = energy
    // Down at once, up by 3 dB a second: longer than anybody speaks without a gap.
    floor = smooth == nil ? mean : pointwiseMin(mean, floor + 0.03)
    smooth = mean
    return hop
  }

  /// Nothing was heard up to here.
  mutating func skip(to position: Int) { history.fill(to: position) }
}

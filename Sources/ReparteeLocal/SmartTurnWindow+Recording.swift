extension SmartTurnWindow {
  /// The end of a recording, in one pass and exactly as the network's authors look at it.
  ///
  /// Its last 8 s, or all of it after silence; normalised; mirrored at both ends.
  /// - Parameter recording: 16 kHz mono. What is not finite counts as zero.
  init(recording: [Float]) {
    self.init()
    let (hop, frame) = (SmartTurnHistory.hop, SmartTurnSpectrum.frame)
    let count = SmartTurnHistory.frames * hop
    let kept = recording.suffix(count).map { $0.isFinite ? max(-4, min(4, $0)) : 0 }
    var samples = [Float](repeating: 0, count: count - kept.count) + kept
    for start in stride(from: 0, to: count, by: hop) {
      var sums = SIMD2<Double>.zero
      for sample in samples[start..<start + hop] {
        sums += SIMD2(Double(sample), Double(sample) * Double(sample))
      }
      hear(sums)
    }
    let (mean, scale) = (Float(self.mean), Float(gain.squareRoot()))
    for index in samples.indices { samples[index] = (samples[index] - mean) * scale }
    let margin = frame / 2
    let before = samples[1...margin].reversed()
    let after = samples[(count - margin - 1)..<(count - 1)].reversed()
    let padded = before + samples + after
    var spectrum = SmartTurnSpectrum()
    for row in 0..<SmartTurnHistory.frames {
      spectrum.analyze(
        Array(padded[row * hop..<row * hop + frame]), into: &energies,
        at: row * SmartTurnHistory.bands)
    }
    isNormal = true
  }
}

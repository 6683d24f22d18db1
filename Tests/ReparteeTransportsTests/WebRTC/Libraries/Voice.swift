import ReparteeCore

#if canImport(Glibc)
  import Glibc
#endif

/// A sound with the pitch and the formants of a vowel, and silences as between syllables.
enum Voice {
  static func samples(seconds: Double, rate: SampleRate) -> [Float] {
    (0..<Int(seconds * Double(rate.hertz))).map { index in
      let time = Double(index) / Double(rate.hertz)
      let pitch = 120 + 15 * sin(2 * .pi * 0.7 * time)
      let loudness = max(0, sin(2 * .pi * 2.3 * time))
      var sum = 0.0
      for harmonic in 1...20 {
        let frequency = pitch * Double(harmonic)
        let formant =
          exp(-pow((frequency - 600) / 250, 2)) + 0.5 * exp(-pow((frequency - 1_400) / 300, 2))
        // The phase is the integral of the moving pitch.
        let phase =
          2 * .pi * Double(harmonic)
          * (120 * time - 15 / (2 * .pi * 0.7) * (cos(2 * .pi * 0.7 * time) - 1))
        sum += (formant + 0.02) * sin(phase)
      }
      return Float(0.12 * loudness * sum)
    }
  }

  /// How far above what differs the original is in `decoded`, in dB, at the lag where that is most.
  static func bestGain(of original: [Float], in decoded: [Float], lags: ClosedRange<Int>) -> (
    decibels: Double, lag: Int
  ) {
    var best = (-Double.infinity, 0)
    for lag in lags {
      var (cross, a, b) = (0.0, 0.0, 0.0)
      for index in 0..<min(original.count, decoded.count - lag) {
        let (x, y) = (Double(original[index]), Double(decoded[index + lag]))
        cross += x * y
        a += x * x
        b += y * y
      }
      // What of the decoded sound is no multiple of the original.
      let share = cross * cross / max(a * b, 1e-12)
      let decibels = 10 * log10(max(share, 1e-12) / max(1 - share, 1e-12))
      if cross > 0, decibels > best.0 { best = (decibels, lag) }
    }
    return best
  }

  /// How far above what differs the original is, in dB, in the middle one of its pieces of 200 ms, each at its own lag:
  /// a packet left out or made up moves what follows. Of sound at 16 kHz.
  static func similarity(of original: [Float], in decoded: [Float]) -> Double {
    let size = 3_200
    let pieces = stride(from: 0, through: original.count - size, by: size).compactMap { start in
      let piece = Array(original[start..<start + size])
      let loudness = piece.reduce(0) { $0 + $1 * $1 }
      guard loudness > 2, decoded.count > start else { return nil as Double? }
      let rest = Array(decoded[start..<min(decoded.count, start + size + 4_000)])
      return bestGain(of: piece, in: rest, lags: 0...max(0, rest.count - size)).decibels
    }.sorted()
    return pieces.isEmpty ? -.infinity : pieces[pieces.count / 2]
  }
}

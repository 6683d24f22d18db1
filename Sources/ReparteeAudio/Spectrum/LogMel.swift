/// Log-mel spectrograms as Whisper and Smart Turn take them: 16 kHz, 80 bands, a frame every 10 ms.
///
/// Energies are kept frame after frame, `[frame][80]`, so that they can be made as audio comes in
/// (`MelAnalyzer`); the logarithm, the clamp and the turning to `[80][frame]` are a step of their own, done when asked.
public enum LogMel {
  /// The energies of a whole recording, as if its frames were centred on multiples of the hop.
  ///
  /// Mirrors 200 samples at each end, and drops the frame that begins past the last hop.
  /// - Parameter samples: 16 kHz mono. Shorter than 201 samples are filled up with zeros.
  /// - Returns: `samples.count / 160` frames of 80 energies.
  public static func energies(of samples: Span<Float>) -> [Float] {
    let frames = samples.count / MelAnalyzer.hop
    let padded = mirrored(samples)
    var energies: [Float] = []
    energies.reserveCapacity(frames * MelAnalyzer.bands)
    var row = [Float](repeating: 0, count: MelAnalyzer.bands)
    var analyzer = MelAnalyzer()
    for frame in 0..<frames {
      let start = frame * MelAnalyzer.hop
      let input = padded.span.extracting(start..<start + MelAnalyzer.frame)
      var output = row.mutableSpan
      analyzer.analyze(input, energies: &output)
      energies += row
    }
    return energies
  }

  /// The features a network takes, from energies.
  ///
  /// log10 of the energies but not below 1e-10, clamped to 8 below the highest (80 dB), then (x + 4) / 4.
  /// - Parameters:
  ///   - energies: whole frames of 80, oldest first.
  ///   - gain: multiplies every energy first; the square of a gain on the samples.
  ///   - features: where 80 rows go, each of the frames in order. Its length must be that of `energies`.
  public static func features(
    from energies: Span<Float>, gain: Float = 1, features: inout MutableSpan<Float>
  ) {
    let bands = MelAnalyzer.bands
    let frames = energies.count / bands
    precondition(features.count >= frames * bands, "The features need room for every energy.")
    unsafe energies.withUnsafeBufferPointer { energies in
      unsafe features.withUnsafeMutableBufferPointer { features in
        guard let source = energies.baseAddress, let target = features.baseAddress else { return }
        let highest = unsafe logarithms(source, gain, frames, target)
        unsafe finish(target, frames * bands, floor: highest - 8)
      }
    }
  }

  /// Writes the logarithms, bands as rows, and returns the highest.
  private static func logarithms(
    _ source: UnsafePointer<Float>, _ gain: Float, _ frames: Int,
    _ target: UnsafeMutablePointer<Float>
  ) -> Float {
    let least = Lanes(repeating: 1e-10)
    var highest = Lanes(repeating: -.infinity)
    for frame in 0..<frames {
      let row = unsafe source + frame &* MelAnalyzer.bands
      var band = 0
      while band < MelAnalyzer.bands {
        let energy = unsafe row.lanes(band) * gain
        let value = FastLogarithm.log10(energy.replacing(with: least, where: .!(energy .> least)))
        highest.replace(with: value, where: value .> highest)
        let place = unsafe target + (band &* frames &+ frame)
        unsafe place[0] = value.x
        unsafe place[frames] = value.y
        unsafe place[2 &* frames] = value.z
        unsafe place[3 &* frames] = value.w
        band &+= 4
      }
    }
    return highest.max()
  }

  private static func finish(_ target: UnsafeMutablePointer<Float>, _ count: Int, floor: Float) {
    for index in 0..<count { unsafe target[index] = (max(target[index], floor) + 4) * 0.25 }
  }

  /// The samples with 200 more at each end that mirror them, the end samples not repeated.
  private static func mirrored(_ samples: Span<Float>) -> [Float] {
    let margin = MelAnalyzer.frame / 2
    let count = max(samples.count, margin + 1)
    return unsafe [Float](unsafeUninitializedCapacity: count + 2 * margin) { buffer, filled in
      for index in 0..<count + 2 * margin {
        var place = abs(index - margin)
        if place >= count { place = 2 * (count - 1) - place }
        unsafe buffer.initializeElement(at: index, to: place < samples.count ? samples[place] : 0)
      }
      filled = count + 2 * margin
    }
  }
}

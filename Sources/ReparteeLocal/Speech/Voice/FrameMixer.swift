internal import ReparteeAudio

/// Turns what the decoder says of a frame, and the pulses under it, into the frame's windowed samples.
///
/// The spectrum is harmonics + noise + correction: e^lh·e^(iπ tanh θ)·E + e^ln·Z + e^lr·e^(iφ), where E is the
/// spectrum of the pulses and Z Gaussian noise.
struct FrameMixer {
  /// Beyond this a magnitude is the network's mistake.
  private static let loudest: Float = 7

  private let fft: RealFFT
  private let seed: UInt64
  private let window: [Float]
  private var samples = [Float](repeating: 0, count: VoiceShape.window)
  private var re: [Float]
  private var im: [Float]
  private var scratch: [Float]

  /// - Parameter seed: of the noise.
  init?(seed: UInt64) {
    guard let fft = RealFFT(count: VoiceShape.window) else { return nil }
    self.fft = fft
    self.seed = seed
    window = VoiceShape.hann
    re = [Float](repeating: 0, count: VoiceShape.bins)
    im = re
    scratch = [Float](repeating: 0, count: fft.scratchCount)
  }

  /// Makes the samples of one frame, windowed once more, ready to be added to its neighbours'.
  /// - Parameters:
  ///   - frame: its number in the sentence.
  ///   - row: the decoder's `VoiceShape.frame` numbers for it.
  ///   - source: must reach, or be complete, up to half a window past the frame.
  mutating func mix(
    frame: Int, row: UnsafePointer<Float>, source: PulseSource,
    _ body: (UnsafePointer<Float>) -> Void
  ) {
    takePulses(around: frame * VoiceShape.hop, of: source)
    analyse()
    let noise = VoiceNoise(seed: seed, frame: frame)
    re.withUnsafeMutableBufferPointer { re in
      im.withUnsafeMutableBufferPointer { im in
        guard let re = re.baseAddress, let im = im.baseAddress else { return }
        Self.blend(row, noise, re: re, im: im)
      }
    }
    synthesise()
    applyWindow(scale: 1)
    samples.withUnsafeBufferPointer { samples in
      if let samples = samples.baseAddress { body(samples) }
    }
  }

  /// The pulses under the window, mirrored at both ends of the sentence.
  private mutating func takePulses(around middle: Int, of source: PulseSource) {
    let first = middle - VoiceShape.window / 2
    let last = source.count - 1
    source.samples.withUnsafeBufferPointer { pulses in
      samples.withUnsafeMutableBufferPointer { samples in
        guard first < 0 || first + VoiceShape.window > pulses.count else {
          _ = samples.update(fromContentsOf: pulses[first..<first + VoiceShape.window])
          return
        }
        for index in samples.indices {
          var at = abs(first + index)
          if at > last { at = 2 * last - at }
          samples[index] = pulses.indices.contains(at) ? pulses[at] : 0
        }
      }
    }
    applyWindow(scale: 1 / Float(VoiceShape.hop))
  }

  private mutating func applyWindow(scale: Float) {
    window.withUnsafeBufferPointer { window in
      samples.withUnsafeMutableBufferPointer { samples in
        guard let window = window.baseAddress, let samples = samples.baseAddress else { return }
        for index in stride(from: 0, to: VoiceShape.window, by: 8) {
          samples.store(samples.octet(index) * window.octet(index) * scale, index)
        }
      }
    }
  }

  private mutating func analyse() {
    Self.forward(fft, samples, &re, &im, &scratch)
  }

  private mutating func synthesise() {
    Self.inverse(fft, re, im, &samples, &scratch)
  }

  private static func forward(
    _ fft: RealFFT, _ samples: [Float], _ re: inout [Float], _ im: inout [Float],
    _ scratch: inout [Float]
  ) {
    var real = re.mutableSpan
    var imaginary = im.mutableSpan
    var work = scratch.mutableSpan
    fft.forward(samples.span, real: &real, imaginary: &imaginary, scratch: &work)
  }

  private static func inverse(
    _ fft: RealFFT, _ re: [Float], _ im: [Float], _ samples: inout [Float],
    _ scratch: inout [Float]
  ) {
    var output = samples.mutableSpan
    var work = scratch.mutableSpan
    fft.inverse(real: re.span, imaginary: im.span, samples: &output, scratch: &work)
  }

  private static func blend(
    _ row: UnsafePointer<Float>, _ start: VoiceNoise, re: UnsafeMutablePointer<Float>,
    im: UnsafeMutablePointer<Float>
  ) {
    let bins = VoiceShape.bins
    var noise = start
    var index = 0
    // The last vector would run past the end: it is moved back, and must not be blended twice.
    var done = 0
    while done < bins {
      index = min(done, bins - 8)
      let (er, ei) = (re.octet(index), im.octet(index))
      let harmonic = VectorMath.exp(capped(row.octet(index)))
      let bend = VectorMath.halfCircle(0.5 * VectorMath.tanh(row.octet(bins + index)))
      // The half circle's double: an angle of π·tanh θ from one of half that size.
      let (hc, hs) = (
        bend.cosine * bend.cosine - bend.sine * bend.sine, 2 * bend.cosine * bend.sine
      )
      let grain = noise.next()
      let breath = VectorMath.exp(capped(row.octet(2 * bins + index))) * grain.radius
      let (nc, ns) = VectorMath.circle(turns: grain.turns)
      let rest = VectorMath.exp(capped(row.octet(3 * bins + index)))
      let (rc, rs) = VectorMath.circle(turns: row.octet(4 * bins + index) * 0.159_154_94)
      let real = harmonic * (hc * er - hs * ei) + breath * nc + rest * rc
      let imaginary = harmonic * (hc * ei + hs * er) + breath * ns + rest * rs
      if index == done {
        re.store(real, index)
        im.store(imaginary, index)
      } else {
        for lane in done - index..<8 {
          re[index + lane] = real[lane]
          im[index + lane] = imaginary[lane]
        }
      }
      done += 8
    }
  }

  @inline(__always)
  private static func capped(_ x: Octet) -> Octet {
    x.replacing(with: loudest, where: x .> Octet(repeating: loudest))
  }
}

/// The last 8 s of a caller's audio as mel energies, made frame by frame as the audio comes.
///
/// The network wants the waveform normalised over the whole window, which is known only when it is
/// asked. That needs no second pass: scaling the waveform scales energies, and subtracting its mean
/// changes nothing but the lowest bin that any band hears (40 Hz), whose complex value is kept.
struct SmartTurnHistory {
  static let hop = 160
  static let bands = SmartTurnSpectrum.bands
  /// Frames, and hops, of a window: 8 s.
  static let frames = 800
  /// Samples of a frame that come before the hop that its centre begins.
  private static let lead = 360
  // The ring cannot tell how a window of all 8 s would look mirrored at its beginning, as the
  // authors' does; its first two frames of 800 hear what came before instead.

  /// Louder samples cannot be meant, and their squares would spoil the window's level.
  private static let clip: Float = 4

  private var spectrum = SmartTurnSpectrum()
  /// The samples of the next frame, as far as they have come.
  private var pending = [Float](repeating: 0, count: SmartTurnSpectrum.frame)
  private var filled = lead
  /// Frames done. Frame j is centred on sample 160 (j - 1).
  private var done = 0
  /// Samples heard.
  private(set) var heard = 0
  // Rings, by frame or hop modulo 800.
  private var energies = [Float](repeating: 0, count: frames * bands)
  private var tones = [SIMD2<Float>](repeating: .zero, count: frames)
  private var sums = [SIMD2<Double>](repeating: .zero, count: frames)
  /// Sum and sum of squares of the hop that is being heard.
  private var sum = SIMD2<Double>.zero

  /// Hears samples. Allocates nothing. What is not finite counts as zero.
  mutating func append(_ samples: Span<Float>) {
    var index = 0
    while index < samples.count {
      // Stop wherever a hop or a frame ends.
      let inHop = heard % Self.hop
      let count = min(samples.count - index, Self.hop - inHop, SmartTurnSpectrum.frame - filled)
      for offset in 0..<count {
        let sample = samples[index + offset]
        let clean = sample.isFinite ? max(-Self.clip, min(Self.clip, sample)) : 0
        pending[filled + offset] = clean
        sum += SIMD2(Double(clean), Double(clean) * Double(clean))
      }
      index += count
      heard += count
      filled += count
      if heard % Self.hop == 0 {
        sums[(heard / Self.hop - 1) % Self.frames] = sum
        sum = .zero
      }
      if filled == SmartTurnSpectrum.frame { finishFrame() }
    }
  }

  private mutating func finishFrame() {
    analyze(into: done % Self.frames)
    done += 1
    for index in Self.hop..<SmartTurnSpectrum.frame { pending[index - Self.hop] = pending[index] }
    filled = SmartTurnSpectrum.frame - Self.hop
  }

  private mutating func analyze(into slot: Int) {
    spectrum.analyze(pending, into: &energies, at: slot * Self.bands)
    tones[slot] = SIMD2<Float>(spectrum.tone)
  }

  /// The window that ends with the last whole hop.
  /// - Parameter begin: where the turn began, in samples heard; what was heard before counts as
  ///   silence. Rounded down to a hop.
  mutating func window(from begin: Int) -> SmartTurnWindow {
    let end = heard / Self.hop
    let first = min(max(begin / Self.hop, end - Self.frames, 0), end)
    // The last frame reaches past the end by 40 samples, where the window is mirrored.
    let mirrored = done == end
    if mirrored { analyzeMirrored(end % Self.frames) }
    var window = SmartTurnWindow()
    for hop in first..<end { window.hear(sums[hop % Self.frames]) }
    let mean = window.mean
    for row in 0..<Self.frames {
      // Frame j is heard if any of its samples lies in the turn.
      let frame = end - Self.frames + 1 + row
      let isHeard = frame >= first && frame >= 0 && end > first
      let slot = (frame % Self.frames + Self.frames) % Self.frames
      if isHeard {
        window.set(row, energies, slot)
      }
      window.shift(row, tone: isHeard ? tones[slot] : .zero, by: mean, spectrum.lowest)
    }
    return window
  }

  /// Puts the frame that is not complete into its slot for now, as if the audio turned back.
  private mutating func analyzeMirrored(_ slot: Int) {
    let kept = pending
    for offset in 0..<SmartTurnSpectrum.frame - Self.lead {
      pending[Self.lead + offset] = pending[Self.lead - 2 - offset]
    }
    analyze(into: slot)
    pending = kept
  }
}

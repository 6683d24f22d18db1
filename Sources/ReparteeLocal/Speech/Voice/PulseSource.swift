/// What the vocal cords do: a train of pulses with all harmonics up to 11 kHz, at the pitch the network asks for.
///
/// Made in order, as far as it is needed. Silent where the voice has no pitch.
struct PulseSource {
  /// At and below this many hertz there is no pitch; the phase still runs at it.
  static let voiceless: Float = 40
  /// Beyond what any voice does; keeps a broken network from making nonsense.
  private static let highest: Float = 2_000
  private static let harmonicsUpTo: Float = 11_000

  /// The pitch of each frame as the network gave it, in hertz.
  private let pitch: [Float]
  private let scale: Float
  /// The samples made so far, from the first.
  private(set) var samples: [Float] = []
  /// Turns since the last whole one.
  private var phase = 0.0
  private var buffers = Buffers()

  /// How many samples there are in all.
  var count: Int { pitch.count * VoiceShape.hop }

  /// - Parameters:
  ///   - pitch: of each frame in hertz, `voiceless` or less where there is none.
  ///   - scale: 1 leaves the pitch as it is.
  init(pitch: [Float], scale: Float) {
    // A comparison with NaN is false, so NaN is no pitch.
    self.pitch = pitch.map { $0 > -Self.highest ? min($0, Self.highest) : 0 }
    self.scale = scale
    samples.reserveCapacity(count)
  }

  /// Makes samples until there are at least `wanted`, or all.
  mutating func extend(to wanted: Int) {
    while samples.count < min(wanted, count) { appendHop() }
  }

  /// Between the middles of two frames the pitch runs in a straight line; a hop holds halves of two such lines.
  private mutating func appendHop() {
    let frame = samples.count / VoiceShape.hop
    let here = pitch[frame]
    let before = frame > 0 ? pitch[frame - 1] : here
    let after = frame + 1 < pitch.count ? pitch[frame + 1] : here
    let half = VoiceShape.hop / 2
    advance(from: before, to: here, offset: half, into: 0)
    advance(from: here, to: after, offset: 0, into: half)
    buffers.shape()
    samples.append(contentsOf: buffers.pulses.prefix(VoiceShape.hop))
  }

  /// Works out the phase and the harmonics of half a hop.
  private mutating func advance(from: Float, to: Float, offset: Int, into start: Int) {
    let slope = (to - from) / Float(VoiceShape.hop)
    for index in 0..<VoiceShape.hop / 2 {
      let asked = from + slope * (Float(offset + index) + 0.5)
      let voiced = asked > Self.voiceless
      let hertz = asked * scale
      phase += Double(voiced ? hertz : Self.voiceless) / Double(VoiceShape.rate)
      if phase >= 1 { phase -= 1 }
      let harmonics = voiced ? (Self.harmonicsUpTo / hertz).rounded(.down) : 0
      // In double precision: 275 harmonics magnify the error of the phase as many times.
      let fast = phase * (Double(harmonics) + 0.5)
      buffers.set(
        start + index, slow: Float(phase) * 0.5, fast: Float(fast - fast.rounded(.down)),
        harmonics: harmonics)
    }
  }
}

extension PulseSource {
  /// Room for one hop, in whole vectors.
  private struct Buffers {
    static let count = (VoiceShape.hop + 7) / 8 * 8
    private var slow = [Float](repeating: 0.25, count: count)
    private var fast = [Float](repeating: 0, count: count)
    private var harmonics = [Float](repeating: 0, count: count)
    private(set) var pulses = [Float](repeating: 0, count: count)

    mutating func set(_ index: Int, slow: Float, fast: Float, harmonics: Float) {
      self.slow[index] = slow
      self.fast[index] = fast
      self.harmonics[index] = harmonics
    }

    /// The sum of the cosines of H harmonics in closed form: sin((H+½)t) / (2 sin(t/2)) - ½.
    mutating func shape() {
      slow.withUnsafeBufferPointer { slow in
        fast.withUnsafeBufferPointer { fast in
          harmonics.withUnsafeBufferPointer { harmonics in
            pulses.withUnsafeMutableBufferPointer { pulses in
              guard let slow = slow.baseAddress, let fast = fast.baseAddress,
                let harmonics = harmonics.baseAddress, let pulses = pulses.baseAddress
              else { return }
              for index in stride(from: 0, to: Self.count, by: 8) {
                let many = harmonics.octet(index)
                let below = 2 * VectorMath.circle(turns: slow.octet(index)).sine
                let above = VectorMath.circle(turns: fast.octet(index)).sine
                // At the top of a pulse both vanish; their ratio there is H + ½.
                let top = below .<= Octet(repeating: 2e-3)
                let sum = above / below.replacing(with: 1, where: top) - 0.5
                let value = sum.replacing(with: many, where: top)
                pulses.store(value.replacing(with: 0, where: many .== Octet.zero), index)
              }
            }
          }
        }
      }
    }
  }
}

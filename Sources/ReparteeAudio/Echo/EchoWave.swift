/// How well the very waveform that is heard follows what was played, for every delay up to 640 ms in steps of 0.25 ms.
///
/// A voice that comes back by wire, or through a loudspeaker and a room, is the played waveform, delayed and coloured;
/// no other voice is for longer than a moment. It needs a tenth of a second where the envelopes need a whole one. What
/// a codec or a canceller has rebuilt does not keep its waveform: that is left to the envelopes (`EchoSearch`).
struct EchoWave: Sendable {
  /// What a hop weighs one hop later: memory of an eighth of a second.
  private static let keep: Float = 0.92

  private var products = [EchoWeave.Thread](repeating: .zero, count: EchoWeave.step)
  /// Of what was played: by hops of delay within a step.
  private var played = [EchoWeave.Thread](repeating: .zero, count: EchoWeave.hops + 1)
  private var heard: Float = 0
  private var loudest: Float = 0
  private var window = [EchoWeave.Thread](
    repeating: .zero, count: EchoWeave.step + EchoThinning.hop)
  private var isEmpty = true

  /// The share that chance explains: the fewer hops hold the sound, the more. One syllable is like another at one
  /// delay of 2,560.
  var chance: Float { min(Self.chanceOfHop * loudest / (heard + 1e-6), 1) }
  private static let chanceOfHop: Float = 0.8

  /// The delay that fits best, in 0.25 ms, and the share of what is heard that it explains, 0…1.
  private(set) var best = (delay: 0, share: Float(0))

  mutating func reset() {
    guard !isEmpty else { return }
    for index in products.indices { products[index] = .zero }
    for index in played.indices { played[index] = .zero }
    (heard, loudest, best, isEmpty) = (0, 0, (0, 0), true)
  }

  /// Takes the hop heard at `position`, which must hold more than noise.
  /// - Parameters:
  ///   - energy: of the hop.
  ///   - noise: what of it is the noise of the line: that follows nothing.
  mutating func add(
    _ samples: [Float], energy: Float, noise: Float, at position: Int,
    reference: borrowing EchoWeave
  ) {
    isEmpty = false
    reference.copy(at: position, to: &window)
    Self.multiply(samples, with: window, into: &products)
    for hop in played.indices {
      played[hop] = played[hop] * Self.keep + reference.energy(at: position - hop)
    }
    heard = heard * Self.keep + max(energy - noise, 0.1 * energy)
    loudest = max(loudest * Self.keep, energy)
    find()
  }

  /// Four delays at a time, so that each sample is loaded once for them.
  private static func multiply(
    _ samples: [Float], with window: [EchoWeave.Thread], into products: inout [EchoWeave.Thread]
  ) {
    let (samples, window) = (samples.span, window.span)
    for delay in stride(from: 0, to: EchoWeave.step, by: 4) {
      let from = EchoWeave.step - delay
      var (a, b) = (EchoWeave.Thread.zero, EchoWeave.Thread.zero)
      var (c, d) = (EchoWeave.Thread.zero, EchoWeave.Thread.zero)
      for index in 0..<min(samples.count, EchoThinning.hop) {
        let sample = samples[index]
        a += sample * window[from + index]
        b += sample * window[from - 1 + index]
        c += sample * window[from - 2 + index]
        d += sample * window[from - 3 + index]
      }
      products[delay] = products[delay] * keep + a
      products[delay + 1] = products[delay + 1] * keep + b
      products[delay + 2] = products[delay + 2] * keep + c
      products[delay + 3] = products[delay + 3] * keep + d
    }
  }

  private mutating func find() {
    var most = EchoWeave.Thread.zero
    var at = SIMD8<Int32>.zero
    for hop in 0..<EchoWeave.hops {
      let (near, far) = (played[hop], played[hop + 1])
      for rest in 0..<EchoThinning.hop {
        let delay = hop * EchoThinning.hop + rest
        // The delay is no whole number of hops, so neither are those that were played.
        let energy = near + (far - near) * (Float(rest) / Float(EchoThinning.hop))
        let share = products[delay] * products[delay] / (energy + 1e-6)
        let isMore = share .> most
        most.replace(with: share, where: isMore)
        at.replace(with: Int32(truncatingIfNeeded: delay), where: isMore)
      }
    }
    var lane = 0
    for other in 1..<EchoWeave.Thread.scalarCount where most[other] > most[lane] { lane = other }
    best = (lane * EchoWeave.step + Int(at[lane]), min(most[lane] / (heard + 1e-6), 1))
  }
}

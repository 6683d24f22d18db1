/// What was played, laid out so that eight delays far apart are compared at a time.
///
/// Lane i of the thread at a time is the sample 80·i ms before it: one multiplication serves eight delays, and
/// nothing has to be gathered for a hop.
struct EchoWeave: Sendable {
  typealias Thread = SIMD8<Float>
  /// Samples from lane to lane: 80 ms at 4 kHz.
  static let step = 320
  /// Hops from lane to lane.
  static let hops = step / EchoThinning.hop
  /// Threads that are kept, a power of two: one step, one hop, and 320 ms by which one side may be ahead.
  private static let capacity = 2_048
  private static let energyCapacity = 64

  private var threads = [Thread](repeating: .zero, count: Self.capacity)
  private var energies = [Thread](repeating: .zero, count: Self.energyCapacity)
  /// Hops taken so far.
  private(set) var end = 0

  mutating func append(_ samples: [Float]) {
    var energy: Float = 0
    for index in 0..<EchoThinning.hop {
      let sample = index < samples.count ? samples[index] : 0
      let time = end * EchoThinning.hop + index
      let before = threads[(time &- Self.step) & (Self.capacity - 1)]
      threads[time & (Self.capacity - 1)] = Self.shifted(before, in: sample)
      energy += sample * sample
    }
    let before = energies[(end &- Self.hops) & (Self.energyCapacity - 1)]
    energies[end & (Self.energyCapacity - 1)] = Self.shifted(before, in: energy)
    end += 1
  }

  /// Silence up to here.
  mutating func fill(to position: Int) {
    // After so much silence nothing is left of what was before.
    let most = Self.hops * Thread.scalarCount + Self.energyCapacity
    if position - end > most { end = position - most }
    while end < position { append([]) }
  }

  /// The threads from one step before the hop at `position` to its last sample.
  func copy(at position: Int, to window: inout [Thread]) {
    let first = position * EchoThinning.hop - Self.step
    for index in window.indices {
      let time = first + index
      window[index] = holds(time) ? threads[time & (Self.capacity - 1)] : .zero
    }
  }

  /// The energies of the hop at `position` and of those a step, two steps… before it.
  func energy(at position: Int) -> Thread {
    position < end && position >= end - Self.energyCapacity
      ? energies[position & (Self.energyCapacity - 1)] : .zero
  }

  private func holds(_ time: Int) -> Bool {
    time < end * EchoThinning.hop && time >= end * EchoThinning.hop - Self.capacity
  }

  private static func shifted(_ thread: Thread, in first: Float) -> Thread {
    Thread(
      first, thread[0], thread[1], thread[2], thread[3], thread[4], thread[5], thread[6])
  }
}

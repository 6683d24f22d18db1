public import ReparteeCore

/// What a network does to the packets of one direction. Everything follows from the seed.
public struct NetworkLine: Sendable, Hashable {
  /// How the delay of packets varies.
  public enum Variation: Sendable, Hashable {
    /// As a queue's: it rises and falls between zero and `jitter` within fifths of a second, and packets stay in order.
    case queued
    /// Each packet's is drawn for itself, so that packets overtake each other.
    case independent
  }

  /// How long the quickest packet is under way.
  public var delay: MediaTime
  /// How much longer the slowest is.
  public var jitter: MediaTime
  public var variation: Variation
  /// The share of packets that are lost, each for itself, 0…1.
  public var loss: Double
  /// The share that come twice, are damaged by one bit, and are late by another 25 to 65 ms.
  public var duplication: Double
  public var damage: Double
  public var reordering: Double
  /// By how much the sender's clock is faster: 0.01 is one per cent.
  public var drift: Double
  public var seed: UInt64

  public init(
    delay: MediaTime = .zero, jitter: MediaTime = .zero, variation: Variation = .queued,
    loss: Double = 0, duplication: Double = 0, damage: Double = 0, reordering: Double = 0,
    drift: Double = 0, seed: UInt64 = 1
  ) {
    self.delay = delay
    self.jitter = jitter
    self.variation = variation
    self.loss = loss
    self.duplication = duplication
    self.damage = damage
    self.reordering = reordering
    self.drift = drift
    self.seed = seed
  }

  /// The same network with other chances.
  public func seeded(_ number: UInt64) -> NetworkLine {
    var line = self
    var random = NetworkRandom(seed: seed ^ number &* 0x2545_F491_4F6C_DD1D)
    line.seed = random.next()
    return line
  }
}

/// Numbers that look like chance and are the same on every machine (splitmix64).
struct NetworkRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func chance(_ share: Double) -> Bool {
    share > 0 && Double.random(in: 0..<1, using: &self) < share
  }
}

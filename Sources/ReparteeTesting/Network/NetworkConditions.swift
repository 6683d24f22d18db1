public import ReparteeCore

/// What a network does to one direction of a call. Everything follows from the seed: the same call twice is the same.
public struct NetworkConditions: Sendable, Equatable {
  /// What is heard instead of a block that did not come.
  public enum Concealment: Sendable, Equatable {
    case silence
    /// The block before it once more.
    case repeated
  }

  /// How long a block is under way at least, to the block of 20 ms.
  public var delay: MediaTime
  /// How much longer at most, each block for itself. The receiver waits for those that are late:
  /// they are heard later, and so is everything after them.
  public var jitter: MediaTime
  /// The share of blocks that never come, 0…1.
  public var loss: Double
  /// How many blocks are lost in a row on the average.
  public var burst: Double
  public var concealment: Concealment
  public var seed: UInt64

  public init(
    delay: MediaTime = .zero, jitter: MediaTime = .zero, loss: Double = 0, burst: Double = 1,
    concealment: Concealment = .silence, seed: UInt64 = 1
  ) {
    self.delay = delay
    self.jitter = jitter
    self.loss = loss
    self.burst = burst
    self.concealment = concealment
    self.seed = seed
  }

  /// A telephone over a good mobile network.
  public static let mobile = NetworkConditions(
    delay: .milliseconds(80), jitter: .milliseconds(30), loss: 0.01, burst: 2)
}

/// One direction of a network: blocks in, blocks out, one for one.
struct NetworkPath {
  private static let block = MediaTime.milliseconds(20)
  private let conditions: NetworkConditions
  private var random: Noise
  private var underWay: [(arrival: MediaTime, samples: [Float]?)] = []
  private var last: [Float] = []
  private var isLosing = false
  private var now = MediaTime.zero
  /// Blocks lost so far.
  private(set) var lost = 0

  init(_ conditions: NetworkConditions) {
    self.conditions = conditions
    random = Noise(seed: conditions.seed)
  }

  /// Sends a block and takes the one that is heard meanwhile.
  mutating func carry(_ block: Span<Float>) -> [Float] {
    var samples: [Float]? = []
    samples?.reserveCapacity(block.count)
    for index in block.indices { samples?.append(block[index]) }
    if isLost() {
      samples = nil
      lost += 1
    }
    let late = MediaTime.seconds(conditions.jitter.seconds * random.share())
    underWay.append((now + conditions.delay + late, samples))
    defer { now = now + Self.block }
    guard let next = underWay.first, next.arrival < now + Self.block else {
      return [Float](repeating: 0, count: block.count)
    }
    underWay.removeFirst()
    defer { last = next.samples ?? last }
    if let samples = next.samples { return samples }
    return conditions.concealment == .repeated && last.count == block.count
      ? last : [Float](repeating: 0, count: block.count)
  }

  /// Loses in bursts: a lossy state is left with one in `burst`, and entered as often as makes the share come true.
  private mutating func isLost() -> Bool {
    let leave = 1 / max(conditions.burst, 1)
    let share = min(max(conditions.loss, 0), 0.99)
    let enter = min(1, leave * share / (1 - share))
    isLosing = random.share() < (isLosing ? 1 - leave : enter)
    return isLosing
  }
}

/// Continues a counter of 16 or 32 bits beyond its end: the nearest value to the highest so far (RFC 3550 A.1).
public struct CounterUnwrapper<Counter: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// The highest value so far; nil before the first.
  public private(set) var highest: Int64?

  public init() {}

  /// What `value` stands for. The first is itself; one that is older than the highest may be negative.
  public mutating func unwrap(_ value: Counter) -> Int64 {
    guard let highest else {
      self.highest = Int64(truncatingIfNeeded: value)
      return Int64(truncatingIfNeeded: value)
    }
    let unwrapped = Self.nearest(value, to: highest)
    self.highest = max(highest, unwrapped)
    return unwrapped
  }

  /// The number nearest to `reference` that ends in `value`.
  static func nearest(_ value: Counter, to reference: Int64) -> Int64 {
    let step = value &- Counter(truncatingIfNeeded: reference)
    let half: Counter = 1 << (Counter.bitWidth - 1)
    let forward = Int64(truncatingIfNeeded: step)
    return step < half
      ? reference &+ forward : reference &+ forward &- (Int64(1) << Int64(Counter.bitWidth))
  }
}

/// Sequence numbers of RTP without end.
public typealias SequenceUnwrapper = CounterUnwrapper<UInt16>

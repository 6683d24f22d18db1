/// The hops of the last second and a half of one side, counted from the start of the call.
struct EchoHistory: Sendable {
  /// Hops that are kept; a power of two.
  static let capacity = 128

  /// Hops heard so far.
  private(set) var end = 0
  private var hops: [EchoBands.Hop]

  init() { hops = [EchoBands.Hop](repeating: EchoBands.silence, count: Self.capacity) }

  mutating func append(_ hop: EchoBands.Hop) {
    hops[end & (Self.capacity - 1)] = hop
    end += 1
  }

  /// Silence up to here.
  mutating func fill(to position: Int) {
    if position - end > Self.capacity { end = position - Self.capacity }
    while end < position { append(EchoBands.silence) }
  }

  /// The hop at this position; silence where there is none, or none any more.
  @inline(__always)
  subscript(position: Int) -> EchoBands.Hop {
    guard position < end, position >= 0, position >= end - Self.capacity else {
      return EchoBands.silence
    }
    return hops[position & (Self.capacity - 1)]
  }
}

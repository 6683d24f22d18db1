/// Samples waiting between a writer and a reader on one thread, first in, first out.
///
/// The most it holds is fixed when it is made. Reading never allocates, and writing does only where more waits than
/// ever before, beyond what usually does. What happens to audio for which there is no room is said when it is made,
/// and counted.
public struct AudioRing: ~Copyable, Sendable {
  /// What gives way when more is written than there is room for.
  public enum Overflow: Sendable, Hashable {
    /// The oldest samples, so that the reader is never far behind: for what is heard live.
    case dropOldest
    /// The newest samples, so that what is there stays whole: for what is to be played.
    case dropNewest
  }

  public let overflow: Overflow
  /// Samples waiting to be read.
  public private(set) var count = 0
  /// Samples lost to lack of room since it was made.
  public private(set) var dropped = 0
  public let capacity: Int
  private var storage: [Float]
  private var first = 0

  /// - Parameters:
  ///   - capacity: the most samples that wait; above zero.
  ///   - usual: for how many of them memory is taken at once; nil: for all.
  public init(capacity: Int, overflow: Overflow, usual: Int? = nil) {
    precondition(capacity > 0, "A ring needs room for a sample.")
    self.capacity = capacity
    storage = [Float](repeating: 0, count: max(1, min(usual ?? capacity, capacity)))
    self.overflow = overflow
  }

  /// Samples that can be written before any are lost.
  public var room: Int { capacity - count }

  /// Puts samples at the end.
  /// - Returns: how many were lost, old or new as `overflow` says.
  @discardableResult
  public mutating func write(_ samples: Span<Float>) -> Int {
    let lost = max(0, samples.count - room)
    dropped += lost
    var kept = 0..<samples.count
    switch overflow {
    case .dropNewest: kept = 0..<samples.count - lost
    case .dropOldest:
      kept = max(0, samples.count - capacity)..<samples.count
      skip(kept.count - room)
    }
    if count + kept.count > storage.count { grow(to: count + kept.count) }
    let start = first + count
    let split = max(0, min(kept.count, storage.count - start))
    var target = storage.mutableSpan
    for index in 0..<split { target[start + index] = samples[kept.lowerBound + index] }
    let wrapped = start + split - target.count
    for index in 0..<kept.count - split {
      target[wrapped + index] = samples[kept.lowerBound + split + index]
    }
    count += kept.count
    return lost
  }

  private mutating func grow(to needed: Int) {
    var larger = [Float](repeating: 0, count: min(capacity, max(needed, 2 * storage.count)))
    var target = larger.mutableSpan
    copy(count, to: &target)
    (storage, first) = (larger, 0)
  }

  /// Takes samples from the front.
  /// - Parameter samples: filled from its start as far as there are samples; the rest is left alone.
  /// - Returns: how many were taken.
  public mutating func read(into samples: inout MutableSpan<Float>) -> Int {
    let taken = min(count, samples.count)
    copy(taken, to: &samples)
    skip(taken)
    return taken
  }

  private func copy(_ taken: Int, to samples: inout MutableSpan<Float>) {
    let split = min(taken, storage.count - first)
    let source = storage.span
    for index in 0..<split { samples[index] = source[first + index] }
    for index in 0..<taken - split { samples[split + index] = source[index] }
  }

  /// Drops up to `count` samples from the front, not counted as lost.
  public mutating func skip(_ count: Int) {
    let taken = max(0, min(count, self.count))
    first = (first + taken) % storage.count
    self.count -= taken
  }

  /// Drops all samples.
  public mutating func removeAll() { skip(count) }
}

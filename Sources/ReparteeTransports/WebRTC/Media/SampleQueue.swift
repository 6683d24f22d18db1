/// Samples that wait, first in, first out, in memory taken once.
struct SampleQueue {
  private var samples: [Float]
  private var first = 0
  private(set) var count = 0

  /// - Parameter capacity: the most that can wait; what comes beyond pushes out the oldest.
  init(capacity: Int) { samples = [Float](repeating: 0, count: max(1, capacity)) }

  /// Appends the first `number` of the samples.
  mutating func append(_ new: [Float], first number: Int) {
    for index in 0..<max(0, min(number, new.count)) { append(new[index]) }
  }

  mutating func appendSilence(_ number: Int) {
    for _ in 0..<max(0, number) { append(0) }
  }

  private mutating func append(_ sample: Float) {
    if count == samples.count {
      first = (first + 1) % samples.count
      count -= 1
    }
    samples[(first + count) % samples.count] = sample
    count += 1
  }

  /// Fills `block`, with silence where nothing waits.
  mutating func take(into block: inout MutableSpan<Float>) {
    for index in block.indices {
      guard count > 0 else {
        block[index] = 0
        continue
      }
      block[index] = samples[first]
      first = (first + 1) % samples.count
      count -= 1
    }
  }

  mutating func removeAll() {
    first = 0
    count = 0
  }
}

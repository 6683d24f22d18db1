import ReparteeCore

/// The newest stretch of caller audio, kept so that any part of it can be transcribed.
///
/// 16 kHz mono. Memory is taken once; writing a block allocates nothing.
struct CallerAudio {
  static let rate = SampleRate.hz16000
  /// Longer than the longest turn, its padding and the wait at its end.
  static let capacity = 120 * rate.hertz

  private var samples: [Float]
  /// How many samples were ever written: also the position of the next one in the call.
  private(set) var written = 0

  init(capacity: Int = Self.capacity) {
    samples = [Float](repeating: 0, count: max(capacity, 1))
  }

  mutating func append(_ block: Span<Float>) {
    for index in block.indices {
      samples[written % samples.count] = block[index]
      written += 1
    }
  }

  /// The audio from `start` to the newest sample; what is too old to be kept is left out.
  /// - Returns: the samples and the position of the first of them.
  func suffix(from start: Int) -> (samples: [Float], first: Int) {
    let first = max(start, written - samples.count, 0)
    guard first < written else { return ([], written) }
    let head = first % samples.count
    let count = written - first
    if head + count <= samples.count { return (Array(samples[head..<(head + count)]), first) }
    return (Array(samples[head...] + samples[..<(head + count - samples.count)]), first)
  }
}

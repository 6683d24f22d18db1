import ReparteeAudio
import ReparteeCore

/// The newest stretch of caller audio, kept so that any part of it can be transcribed.
///
/// 16 kHz mono, kept as PCM16: that is what lines carry. Most turns are short, so memory is taken for those, and more
/// only while a turn lasts longer; writing a block allocates nothing else.
struct CallerAudio {
  static let rate = SampleRate.hz16000
  /// Longer than the longest turn, its padding and the wait at its end.
  static let capacity = 120 * rate.hertz
  /// An eighth of a megabyte: enough for most turns.
  static let usual = 4 * rate.hertz

  private var samples: [Int16]
  /// How many samples were ever written: also the position of the next one in the call.
  private(set) var written = 0

  private let limit: Int

  init(capacity: Int = Self.capacity, usual: Int = Self.usual) {
    limit = max(capacity, 1)
    samples = [Int16](repeating: 0, count: max(min(usual, capacity), 1))
  }

  /// - Parameter start: the position of the first sample that is still wanted, as far as there is room.
  mutating func append(_ block: Span<Float>, keepingFrom start: Int = 0) {
    let wanted = written + block.count - min(max(start, 0), written)
    if wanted > samples.count, samples.count < limit { grow(to: min(2 * wanted, limit)) }
    for index in block.indices {
      samples[written % samples.count] = PCM.int16(block[index])
      written += 1
    }
  }

  private mutating func grow(to size: Int) {
    var larger = [Int16](repeating: 0, count: size)
    for position in max(0, written - samples.count)..<written {
      larger[position % size] = samples[position % samples.count]
    }
    samples = larger
  }

  /// The audio from `start` to the newest sample; what is too old to be kept is left out.
  /// - Returns: the samples and the position of the first of them.
  func suffix(from start: Int) -> (samples: [Float], first: Int) {
    let first = max(start, written - samples.count, 0)
    guard first < written else { return ([], written) }
    let position = first % samples.count
    let count = written - first
    let head = min(count, samples.count - position)
    let result = (0..<count).map { index in
      Float(samples[index < head ? position + index : index - head]) / 32_768
    }
    return (result, first)
  }
}

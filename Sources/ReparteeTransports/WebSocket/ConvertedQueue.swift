internal import ReparteeAudio
internal import ReparteeCore

/// Samples that are brought to another rate and wait, first in, first out. Allocates when it is made, and when more
/// waits than ever before.
struct ConvertedQueue: ~Copyable {
  let rate: SampleRate
  private let portion: Int
  private var converter: RateConverter
  private var ring: AudioRing
  private var converted: [Float]

  /// Memory is taken for so much at first, in seconds: a client that sends in time leaves less waiting.
  private static let usual = 0.25

  /// - Parameter seconds: how much may wait; above zero.
  init(from source: SampleRate, to rate: SampleRate, seconds: Int) {
    self.rate = rate
    portion = max(1, source.blockSize)
    converter = RateConverter(from: source, to: rate)
    ring = AudioRing(
      capacity: max(1, seconds) * rate.hertz, overflow: .dropNewest,
      usual: Int(Self.usual * Double(rate.hertz)))
    // A converter may make a few samples more than its share of a block.
    converted = [Float](repeating: 0, count: portion * rate.hertz / source.hertz + 8)
  }

  /// Samples that wait, at `rate`.
  var count: Int { ring.count }

  /// Adds samples at the source's rate, any number.
  /// - Returns: false when there was no room for all of them.
  mutating func append(_ samples: Span<Float>) -> Bool {
    var lost = 0
    for start in stride(from: 0, to: samples.count, by: portion) {
      let part = samples.extracting(start..<min(start + portion, samples.count))
      lost += Self.convert(part, through: &converter, and: &converted, to: &ring)
    }
    return lost == 0
  }

  private static func convert(
    _ part: Span<Float>, through converter: inout RateConverter, and room: inout [Float],
    to ring: inout AudioRing
  ) -> Int {
    guard converter.outputCount(for: part.count) <= room.count else { return part.count }
    var output = room.mutableSpan
    let made = converter.process(part, into: &output)
    return ring.write(output.span.extracting(0..<made))
  }

  /// Fills the front of `samples` with what waits.
  /// - Returns: how many there were.
  mutating func read(into samples: inout MutableSpan<Float>) -> Int { ring.read(into: &samples) }

  /// Drops what waits and begins a new stream.
  mutating func clear() {
    ring.removeAll()
    converter.reset()
  }
}

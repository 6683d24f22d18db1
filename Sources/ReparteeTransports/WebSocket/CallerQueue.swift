internal import ReparteeAudio
internal import ReparteeCore

/// The caller's audio on its way from a socket to the session: bytes in messages of any size become
/// blocks at 16 kHz.
///
/// Blocks are taken one every 20 ms, as soon as there is audio: no time is waited for jitter. Where a message is
/// late, silence takes its place, and what follows waits that much longer: so the queue finds the length that the
/// line needs. Taking never allocates, adding only where more waits than before.
struct CallerQueue: ~Copyable {
  static let rate = SampleRate.hz16000
  /// The most that waits, in seconds.
  static let longest = 30

  private var queue: ConvertedQueue
  private var catchUp = CatchUp()
  /// The first byte of a sample whose second comes with the next message.
  private var half: UInt8?
  private var samples: [Float]
  private let encoding: AudioEncoding

  init(rate: SampleRate, encoding: AudioEncoding = .pcm16) {
    self.encoding = encoding
    queue = ConvertedQueue(from: rate, to: Self.rate, seconds: Self.longest)
    samples = [Float](repeating: 0, count: rate.blockSize)
  }

  /// Samples at 16 kHz that wait.
  var count: Int { queue.count }

  /// Adds what a client sent.
  /// - Returns: false when there was no room for all of it.
  mutating func append(_ bytes: Span<UInt8>) -> Bool {
    encoding == .pcm16 ? append(pcm16: bytes) : append(muLaw: bytes)
  }

  private mutating func append(muLaw bytes: Span<UInt8>) -> Bool {
    var isWhole = true
    for start in stride(from: 0, to: bytes.count, by: samples.count) {
      let count = min(samples.count, bytes.count - start)
      for index in 0..<count {
        samples[index] = Float(G711.muLaw.decode(bytes[start + index])) / 32_768
      }
      isWhole = Self.add(count, of: samples, to: &queue) && isWhole
    }
    return isWhole
  }

  private mutating func append(pcm16 bytes: Span<UInt8>) -> Bool {
    var fill = 0
    var isWhole = true
    for index in bytes.indices {
      guard let low = half else {
        half = bytes[index]
        continue
      }
      half = nil
      let value = UInt16(low) | UInt16(bytes[index]) << 8
      samples[fill] = Float(Int16(bitPattern: value)) / 32_768
      fill += 1
      guard fill == samples.count else { continue }
      isWhole = Self.add(fill, of: samples, to: &queue) && isWhole
      fill = 0
    }
    return Self.add(fill, of: samples, to: &queue) && isWhole
  }

  private static func add(
    _ count: Int, of samples: borrowing [Float], to queue: inout ConvertedQueue
  ) -> Bool {
    queue.append(samples.span.extracting(0..<count))
  }

  /// Fills `block` with the next audio, and with silence where there is none.
  mutating func take(into block: inout MutableSpan<Float>) {
    var isDropped = true
    while isDropped {
      let count = queue.read(into: &block)
      for index in count..<block.count { block[index] = 0 }
      let level = Levels(block.span).rmsDecibels
      isDropped = catchUp.drops(level: level, waiting: queue.count)
    }
  }

  mutating func removeAll() { queue.clear() }
}

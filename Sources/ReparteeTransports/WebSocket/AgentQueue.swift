internal import ReparteeAudio
internal import ReparteeCore

/// The agent's audio on its way from the session to a socket: blocks at the synthesiser's rate become
/// messages of 20 ms at the client's rate.
///
/// Silence is sent where it belongs to speech, half a second of it; a silent agent sends nothing. Taking never
/// allocates, adding only where more waits than before.
struct AgentQueue: ~Copyable {
  /// The most that waits for a client that does not read, in seconds.
  static let longest = 2
  /// Blocks of silence that are sent after a sound: half a second, the pauses between sentences.
  static let pause = 25

  private var queue: ConvertedQueue
  private var block: [Float]
  private let encoding: AudioEncoding
  /// Blocks since the last sound.
  private(set) var silence = Self.pause

  init(from source: SampleRate, to rate: SampleRate, encoding: AudioEncoding = .pcm16) {
    self.encoding = encoding
    queue = ConvertedQueue(from: source, to: rate, seconds: Self.longest)
    block = [Float](repeating: 0, count: rate.blockSize)
  }

  /// How much waits to be sent.
  var waiting: MediaTime { .samples(queue.count, at: queue.rate) }
  /// Bytes of a message.
  var messageSize: Int { encoding.bytesPerSample * block.count }

  /// Adds a block of 20 ms.
  /// - Returns: false when there is no room for it.
  mutating func append(_ agent: Span<Float>) -> Bool {
    if agent.indices.allSatisfy({ agent[$0] == 0 }) {
      silence = min(silence + 1, Self.pause + 1)
      // A long silence is not sent, and where audio waits already it makes up for that.
      if silence > Self.pause || queue.count > block.count { return true }
    } else {
      silence = 0
    }
    return queue.append(agent)
  }

  /// Fills `bytes` with the next 20 ms.
  /// - Returns: false when there is less than that.
  mutating func take(into bytes: inout MutableSpan<UInt8>) -> Bool {
    guard queue.count >= block.count, bytes.count >= messageSize else { return false }
    Self.read(&queue, into: &block)
    for index in block.indices {
      let sample = PCM.int16(block[index])
      if encoding == .mulaw {
        bytes[index] = G711.muLaw.encode(sample)
      } else {
        let value = UInt16(bitPattern: sample)
        bytes[2 * index] = UInt8(truncatingIfNeeded: value)
        bytes[2 * index + 1] = UInt8(truncatingIfNeeded: value >> 8)
      }
    }
    return true
  }

  private static func read(_ queue: inout ConvertedQueue, into block: inout [Float]) {
    var samples = block.mutableSpan
    _ = queue.read(into: &samples)
  }

  /// Drops what was not sent. What follows is a new beginning, with no silence before it.
  mutating func clear() {
    queue.clear()
    silence = Self.pause
  }
}

internal import NIOCore

/// What a client says over and over: one clip, and then silence in which it is answered.
public struct PeerScript: Sendable {
  /// In samples per second.
  public let rate: Int
  /// Silence before the first clip, in seconds: clients that begin together do not speak together.
  public var lead: Double
  /// What is typed besides, again and again, and every how many seconds: over a WebSocket only.
  public var typed: (text: String, every: Double)?
  /// Where the clip's last sound ends, in samples.
  private let speechEnd: Int
  /// The clip and its silence, and the beginning of the clip again: any block is one stretch of it.
  private let samples: [Int16]
  /// The same as bytes, little-endian: made once, shared by all that say it.
  private let bytes: ByteBuffer
  private let silence: ByteBuffer
  /// Over a WebSocket.
  let encoding: AudioEncoding

  /// - Parameters:
  ///   - clip: mono PCM at `rate`.
  ///   - speechEnd: where its last sound ends, in samples.
  ///   - pause: silence after the clip, in seconds.
  ///   - encoding: of the bytes, over a WebSocket.
  public init(
    clip: [Int16], speechEnd: Int, rate: Int, pause: Double, lead: Double = 0,
    encoding: AudioEncoding = .pcm16
  ) {
    self.encoding = encoding
    self.rate = max(50, rate)
    self.speechEnd = speechEnd
    self.lead = lead
    let block = self.rate / 50
    // Whole blocks, so that each clip begins where a block does.
    let count = max(1, (clip.count + Int(pause * Double(self.rate))) / block)
    samples = (0..<(count * block)).map { $0 < clip.count ? clip[$0] : 0 }
    bytes = ByteBuffer(bytes: samples.flatMap { encoding.bytes(of: $0) })
    silence = ByteBuffer(bytes: (0..<block).flatMap { _ in encoding.bytes(of: 0) })
  }

  /// Samples in 20 ms.
  var blockSize: Int { rate / 50 }

  private var leadBlocks: Int { Int(lead * 50) }

  /// Where the block with this number, counted from 0, begins in `samples`; nil before the first clip.
  private func place(of number: Int) -> Int? {
    guard number >= leadBlocks else { return nil }
    return (number - leadBlocks) * blockSize % samples.count
  }

  /// The block with this number in its encoding.
  func encoded(_ number: Int) -> ByteBuffer {
    guard let place = place(of: number) else { return silence }
    let size = encoding.bytesPerSample
    return bytes.getSlice(at: size * place, length: size * blockSize) ?? silence
  }

  /// Writes the block with this number, -1…1.
  func fill(_ block: inout MutableSpan<Float>, with number: Int) {
    let place = place(of: number)
    for index in block.indices {
      block[index] = place.map { Float(samples[($0 + index) % samples.count]) / 32_768 } ?? 0
    }
  }

  /// What is typed with the block with this number.
  func text(with number: Int) -> String? {
    guard let typed, number > 0 else { return nil }
    return number % max(25, Int(min(typed.every, 3_600) * 50)) == 0 ? typed.text : nil
  }

  /// Whether the clip's last sound is in the block.
  func endsSpeech(in number: Int) -> Bool {
    guard let place = place(of: number) else { return false }
    return (place..<place + blockSize).contains(speechEnd)
  }
}

public import ReparteeCore

/// Makes the bytes of a WAV file as audio comes in; writing them somewhere is the caller's.
///
/// Write `header` first, then what `append` adds. From time to time, and at the end, write `header` again at
/// the start of the file: it has the lengths of what was appended by then. A process that dies in between
/// leaves a file whose header is a little behind; one that never came to it leaves a streamed file.
public struct WAVWriter: Sendable {
  /// How samples are stored.
  public enum Encoding: Sendable, Hashable {
    case pcm16
    case pcm24
    case float32
    case muLaw
    case aLaw

    var bytes: Int {
      switch self {
      case .pcm16: 2
      case .pcm24: 3
      case .float32: 4
      case .muLaw, .aLaw: 1
      }
    }

    /// The number by which a file's header names it.
    var tag: Int {
      switch self {
      case .pcm16, .pcm24: 1
      case .float32: 3
      case .aLaw: 6
      case .muLaw: 7
      }
    }
  }

  public let rate: SampleRate
  public let channels: Int
  public let encoding: Encoding
  /// Bytes of samples appended so far.
  public private(set) var byteCount = 0

  /// - Parameter channels: 1 or more, at most 64.
  public init(rate: SampleRate, channels: Int = 1, encoding: Encoding = .pcm16) {
    precondition((1...WAVFormat.maximumChannels).contains(channels), "1 to 64 channels.")
    self.rate = rate
    self.channels = channels
    self.encoding = encoding
  }

  /// Samples of each channel appended so far.
  public var frames: Int { byteCount / (channels * encoding.bytes) }

  /// Adds the bytes of samples.
  /// - Parameters:
  ///   - samples: a sample of each channel, then the next, whole frames. What is no number is silence; PCM is
  ///     clipped at full scale.
  ///   - bytes: what to write next. Nothing is allocated when it has the capacity.
  public mutating func append(_ samples: Span<Float>, to bytes: inout [UInt8]) {
    for index in samples.indices { add(samples[index], to: &bytes) }
    byteCount += samples.count * encoding.bytes
  }

  /// Adds the bytes of two channels; the shorter one ends in silence.
  public mutating func append(
    left: Span<Float>, right: Span<Float>, to bytes: inout [UInt8]
  ) {
    precondition(channels == 2, "Two channels need a stereo file.")
    let count = max(left.count, right.count)
    for index in 0..<count {
      add(index < left.count ? left[index] : 0, to: &bytes)
      add(index < right.count ? right[index] : 0, to: &bytes)
    }
    byteCount += 2 * count * encoding.bytes
  }

  @inline(__always)
  private func put(_ value: UInt32, _ width: Int, to bytes: inout [UInt8]) {
    for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * index))) }
  }

  @inline(__always)
  private func add(_ sample: Float, to bytes: inout [UInt8]) {
    switch encoding {
    case .pcm16:
      let value = UInt16(bitPattern: PCM.int16(sample))
      bytes.append(UInt8(truncatingIfNeeded: value))
      bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    case .pcm24: put(UInt32(bitPattern: PCM.int24(sample)), 3, to: &bytes)
    case .float32: put((sample.isFinite ? sample : 0).bitPattern, 4, to: &bytes)
    case .muLaw: bytes.append(G711.muLaw.encode(PCM.int16(sample)))
    case .aLaw: bytes.append(G711.aLaw.encode(PCM.int16(sample)))
    }
  }
}

public import ReparteeCore

/// How a WAV file stores a sample.
public enum WAVEncoding: Sendable, Hashable {
  /// Integers, signed, or with an offset when 8 bits wide.
  case integer(bytes: Int)
  case float32
  case float64
  case g711(G711)

  /// Bytes a sample.
  public var bytes: Int {
    switch self {
    case .integer(let bytes): bytes
    case .float32: 4
    case .float64: 8
    case .g711: 1
    }
  }
}

/// What the samples of a WAV file are.
public struct WAVFormat: Sendable, Hashable {
  /// Rates that are read, in hertz.
  public static let rates = 2_000...768_000
  /// The most channels that are read.
  public static let maximumChannels = 64

  public let rate: SampleRate
  /// 1 or more.
  public let channels: Int
  public let encoding: WAVEncoding

  /// Bytes of one sample of every channel.
  public var frameBytes: Int { channels * encoding.bytes }

  /// Reads the body of a `fmt ` chunk.
  init(_ chunk: ArraySlice<UInt8>) throws(AudioError) {
    guard chunk.count >= 16 else {
      throw AudioError(.malformed, "The WAV file's format chunk is cut short; record it again.")
    }
    let fields = LittleEndian(chunk)
    channels = fields.integer(at: 2, bytes: 2)
    guard channels > 0 else {
      throw AudioError(.malformed, "The WAV file says it has 0 channels; record it again.")
    }
    guard channels <= Self.maximumChannels else {
      throw AudioError(
        .unsupported,
        "The WAV file has \(channels) channels; at most \(Self.maximumChannels) are read.")
    }
    let hertz = fields.integer(at: 4, bytes: 4)
    guard Self.rates.contains(hertz), let rate = SampleRate(hertz) else {
      throw AudioError(
        .unsupported,
        "The WAV file's rate is \(hertz) Hz; convert it to one from 2000 to 768000 Hz.")
    }
    self.rate = rate
    encoding = try Self.encoding(fields, chunk.count, channels)
  }

  private static func encoding(
    _ fields: LittleEndian, _ length: Int, _ channels: Int
  ) throws(AudioError) -> WAVEncoding {
    var tag = fields.integer(at: 0, bytes: 2)
    // An extensible format keeps its real tag at the start of a longer identifier.
    if tag == 0xFFFE, length >= 40 { tag = fields.integer(at: 24, bytes: 2) }
    let bits = fields.integer(at: 14, bytes: 2)
    // Samples may stand in wider containers, to the left; the frame's size says so, when it makes sense.
    let stated = fields.integer(at: 12, bytes: 2)
    var bytes = (bits + 7) / 8
    let container = stated / channels
    if stated % channels == 0, container > bytes, container <= 4 { bytes = container }
    switch (tag, bits) {
    case (1, 1...32): return .integer(bytes: bytes)
    case (3, 32): return .float32
    case (3, 64): return .float64
    case (6, 8): return .g711(.aLaw)
    case (7, 8): return .g711(.muLaw)
    default:
      throw AudioError(
        .unsupported,
        "The WAV file's samples are of kind \(tag) with \(bits) bits; convert it to 16-bit PCM.")
    }
  }
}

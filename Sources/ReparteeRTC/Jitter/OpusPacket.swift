/// What an Opus packet says of itself without being decoded (RFC 6716 §3.1).
public enum OpusPacket {
  /// The longest packet there may be: 120 ms.
  public static let maximumDuration = 5760

  /// How many samples at 48 kHz it decodes to; nil if it is empty or longer than 120 ms.
  public static func duration(_ payload: Span<UInt8>) -> Int? {
    guard !payload.isEmpty else { return nil }
    let frame = frameDuration(configuration: payload[0] >> 3)
    let frames: Int
    switch payload[0] & 3 {
    case 0: frames = 1
    case 1, 2: frames = 2
    default:
      guard payload.count > 1 else { return nil }
      frames = Int(payload[1] & 0x3F)
    }
    let duration = frame * frames
    return duration > 0 && duration <= maximumDuration ? duration : nil
  }

  /// Whether the encoder has stopped sending until further notice: such a packet has no sound in it, a byte or two of
  /// header at most.
  public static func isDiscontinuous(_ payload: Span<UInt8>) -> Bool { payload.count <= 2 }

  private static func frameDuration(configuration: UInt8) -> Int {
    switch configuration {
    // SILK: 10, 20, 40 and 60 ms.
    case 0..<12: configuration & 3 == 3 ? 2880 : 480 << Int(configuration & 3)
    // Hybrid: 10 and 20 ms.
    case 12..<16: 480 << Int(configuration & 1)
    // CELT: 2.5, 5, 10 and 20 ms.
    default: 120 << Int(configuration & 3)
    }
  }
}

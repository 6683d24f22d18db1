/// Why bytes are no RTP packet.
public enum RtpError: Error, Sendable, Hashable {
  /// Shorter than a header with the contributors and the extension that it names.
  case truncated
  /// Another version than 2.
  case version
  /// More padding than payload, or none where some was promised.
  case padding
}

/// Where the parts of a received RTP packet are (RFC 3550 §5.1). It holds no bytes.
public struct RtpPacket: Sendable, Hashable {
  public let header: RtpHeader
  /// How many contributing sources it names, 0…15.
  public let contributors: Int
  /// The extension without its own header, and the profile it follows (0xBEDE for RFC 8285's short form).
  public let extensionProfile: UInt16?
  public let extensionBytes: Range<Int>
  /// The payload without padding; may be empty.
  public let payload: Range<Int>

  /// Reads a packet that has been authenticated and decrypted.
  public init(parsing bytes: Span<UInt8>) throws(RtpError) {
    guard bytes.count >= RtpHeader.size,
      let sequence = bytes.number(UInt16.self, at: 2),
      let timestamp = bytes.number(UInt32.self, at: 4),
      let source = bytes.number(UInt32.self, at: 8)
    else { throw .truncated }
    guard bytes[0] >> 6 == 2 else { throw .version }
    header = RtpHeader(
      marker: bytes[1] & 0x80 != 0, payloadType: bytes[1] & 0x7F, sequence: sequence,
      timestamp: timestamp, source: source)
    contributors = Int(bytes[0] & 0x0F)
    var offset = RtpHeader.size + 4 * contributors
    guard offset <= bytes.count else { throw .truncated }
    if bytes[0] & 0x10 != 0 {
      guard let profile = bytes.number(UInt16.self, at: offset),
        let words = bytes.number(UInt16.self, at: offset + 2),
        offset + 4 + 4 * Int(words) <= bytes.count
      else { throw .truncated }
      extensionProfile = profile
      extensionBytes = (offset + 4)..<(offset + 4 + 4 * Int(words))
      offset = extensionBytes.upperBound
    } else {
      extensionProfile = nil
      extensionBytes = offset..<offset
    }
    var end = bytes.count
    if bytes[0] & 0x20 != 0 {
      let padding = Int(bytes[end - 1])
      guard padding > 0, end - padding >= offset else { throw .padding }
      end -= padding
    }
    payload = offset..<end
  }
}

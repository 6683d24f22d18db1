/// The fixed part of an RTP packet's header (RFC 3550 §5.1), as it is sent: no contributors, extension or padding.
public struct RtpHeader: Sendable, Hashable {
  /// Its size on the wire.
  public static let size = 12

  /// Set on the first packet after silence (RFC 3551 §4.1).
  public var marker: Bool
  /// 0…127.
  public var payloadType: UInt8
  public var sequence: UInt16
  /// In units of the codec's clock: 48 kHz for Opus.
  public var timestamp: UInt32
  /// The synchronisation source.
  public var source: UInt32

  public init(
    marker: Bool = false, payloadType: UInt8, sequence: UInt16, timestamp: UInt32, source: UInt32
  ) {
    self.marker = marker
    self.payloadType = payloadType
    self.sequence = sequence
    self.timestamp = timestamp
    self.source = source
  }

  /// Writes the twelve bytes to the front of `bytes`; false, and nothing written, if there is no room.
  public func write(into bytes: inout MutableSpan<UInt8>) -> Bool {
    guard bytes.count >= Self.size else { return false }
    bytes[0] = 0x80
    bytes[1] = (marker ? 0x80 : 0) | (payloadType & 0x7F)
    bytes[2] = UInt8(sequence >> 8)
    bytes[3] = UInt8(sequence & 0xFF)
    for index in 0..<4 {
      let shift = UInt32(24 - 8 * index)
      bytes[4 + index] = UInt8(truncatingIfNeeded: timestamp >> shift)
      bytes[8 + index] = UInt8(truncatingIfNeeded: source >> shift)
    }
    return true
  }

  /// A whole packet, for tests and for peers that are not in a hurry.
  public func packet(_ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x80, (marker ? 0x80 : 0) | (payloadType & 0x7F)]
    bytes.append(number: sequence)
    bytes.append(number: timestamp)
    bytes.append(number: source)
    return bytes + payload
  }
}

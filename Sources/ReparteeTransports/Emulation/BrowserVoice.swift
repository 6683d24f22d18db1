internal import ReparteeCore
internal import ReparteeRTC

/// A caller's voice as a browser sends it: Opus for speech in packets of 20 ms, with as much redundancy as the losses
/// that are reported call for (RFC 7587 §3.3), in SRTP. Silence is sent like all else.
struct BrowserVoice: ~Copyable {
  /// How much later sound comes out of the encoder than it went in.
  static let lookahead = MediaTime(nanoseconds: 6_500_000)
  static let payloadType: UInt8 = 111

  private let source: UInt32
  private let encoder: OpusEncoder
  private let protection: SrtpSession
  private var number = 0
  private var payload = [UInt8](repeating: 0, count: OpusEncoder.largest)

  init(source: UInt32, key: [UInt8]) throws(WebRTCError) {
    let encoder = try OpusEncoder(rate: .hz16000, mode: .lossy)
    let protection = try SrtpSession(.aes128Gcm, key: key, .outbound)
    self.source = source
    self.encoder = encoder
    self.protection = protection
  }

  /// - Parameter loss: the share of packets that the far side reports lost, 0…1.
  func follow(loss: Double) { encoder.setLoss(loss) }

  /// The packet of 20 ms at 16 kHz; the first has the timestamp 0.
  mutating func packet(_ samples: Span<Float>) -> [UInt8] {
    let count = Self.encode(samples, encoder, into: &payload)
    let header = RtpHeader(
      payloadType: Self.payloadType, sequence: UInt16(truncatingIfNeeded: 1_000 + number),
      timestamp: UInt32(truncatingIfNeeded: number * Int(RtpSender.step)), source: source)
    number += 1
    var bytes = header.packet(Array(payload.prefix(count)))
    var length = bytes.count
    bytes += [UInt8](repeating: 0, count: SrtpSession.trailer)
    let status = bytes.withUnsafeMutableBytes { protection.protect($0, count: &length) }
    return status == .done ? Array(bytes.prefix(length)) : []
  }

  private static func encode(
    _ samples: Span<Float>, _ encoder: borrowing OpusEncoder, into payload: inout [UInt8]
  ) -> Int {
    payload.withUnsafeMutableBytes { encoder.encode(samples, into: $0) } ?? 0
  }
}

internal import CReparteeRTC
internal import ReparteeCore

/// Encodes one stream of mono audio as Opus packets (RFC 6716).
struct OpusEncoder: ~Copyable {
  enum Mode: Sendable, Hashable {
    /// 2.5 ms of delay and the least work; a lost packet is lost.
    case lowDelay
    /// 6.5 ms; a packet also carries the one before it, in brief.
    case lossy

    fileprivate var code: Int32 {
      Int32(self == .lowDelay ? RP_OPUS_LOW_DELAY.rawValue : RP_OPUS_LOSSY.rawValue)
    }
  }

  /// Of 0…10. With libopus 1.3.1 and speech, 4 takes 37 µs a frame instead of 31, with redundancy 182 instead of 86, and is no
  /// nearer to the original: 19.7 and 5.9 dB. 0 would not look for onsets.
  private static let complexity: Int32 = 1
  /// Bits a second: speech at the full band of 24 kHz.
  private static let bitrate: Int32 = 32_000
  /// No packet at this bit rate comes near.
  static let largest = 1_000

  private let handle: OpaquePointer
  private(set) var mode: Mode

  /// - Parameter rate: 8, 12, 16, 24 or 48 kHz.
  init(rate: SampleRate, mode: Mode = .lowDelay) throws(WebRTCError) {
    self.mode = mode
    var made: OpaquePointer?
    let status = rp_opus_encoder_create(
      Int32(clamping: rate.hertz), mode.code, Self.complexity, Self.bitrate, &made)
    guard status == 0, let made else {
      throw WebRTCError(.library, "No Opus encoder can be made for \(rate.hertz) Hz.")
    }
    handle = made
  }

  deinit { rp_opus_encoder_destroy(handle) }

  /// Goes on in another mode. What was encoded before has no influence any more.
  mutating func setMode(_ mode: Mode) {
    if rp_opus_encoder_set_mode(handle, mode.code) == 0 { self.mode = mode }
  }

  /// Tells what share of packets is lost, 0…1, so that as much is said twice.
  func setLoss(_ share: Double) {
    let percent = (share * 100).rounded()
    _ = rp_opus_encoder_set_loss(handle, Int32(max(0, min(percent, 100))))
  }

  /// Encodes 2.5, 5, 10, 20, 40 or 60 ms.
  /// - Returns: the length of the packet in `output`; nil if it cannot be encoded.
  func encode(_ samples: Span<Float>, into output: UnsafeMutableRawBufferPointer) -> Int? {
    let bytes = output.bindMemory(to: UInt8.self)
    let count = samples.withUnsafeBufferPointer {
      rp_opus_encode(handle, $0.baseAddress, $0.count, bytes.baseAddress, bytes.count)
    }
    return count > 0 ? Int(count) : nil
  }
}

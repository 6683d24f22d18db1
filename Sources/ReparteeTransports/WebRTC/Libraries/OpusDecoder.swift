internal import CReparteeRTC
internal import ReparteeCore

/// Decodes one stream of Opus packets (RFC 6716) to mono at a rate of its own choice.
struct OpusDecoder: ~Copyable {
  /// The longest packet there can be: 120 ms.
  static let longest = MediaTime.milliseconds(120)

  let rate: SampleRate
  private let handle: OpaquePointer

  /// - Parameter rate: 8, 12, 16, 24 or 48 kHz.
  init(rate: SampleRate) throws(WebRTCError) {
    self.rate = rate
    var made: OpaquePointer?
    let status = rp_opus_decoder_create(Int32(clamping: rate.hertz), &made)
    guard status == 0, let made else {
      throw WebRTCError(.library, "No Opus decoder can be made for \(rate.hertz) Hz.")
    }
    handle = made
  }

  deinit { rp_opus_decoder_destroy(handle) }

  /// Samples that a packet is long; nil when it is no Opus packet.
  static func samples(in packet: Span<UInt8>, rate: SampleRate) -> Int? {
    let count = packet.withUnsafeBufferPointer {
      rp_opus_packet_samples($0.baseAddress, $0.count, Int32(clamping: rate.hertz))
    }
    return count > 0 ? Int(count) : nil
  }

  /// Decodes a packet into the beginning of `output`.
  /// - Returns: the number of samples; nil when the packet is broken or longer than `output`.
  func decode(_ packet: Span<UInt8>, into output: inout MutableSpan<Float>) -> Int? {
    let count = packet.withUnsafeBufferPointer { packet in
      output.withUnsafeMutableBufferPointer {
        rp_opus_decode(handle, packet.baseAddress, packet.count, $0.baseAddress, $0.count)
      }
    }
    return count > 0 ? Int(count) : nil
  }

  /// Fills the first `count` samples of `output`, whole multiples of 2.5 ms, with what was lost right before `next`, as
  /// far as `next` tells.
  func recover(_ count: Int, before next: Span<UInt8>, into output: inout MutableSpan<Float>)
    -> Bool
  {
    guard count > 0, count <= output.count else { return false }
    return next.withUnsafeBufferPointer { next in
      output.withUnsafeMutableBufferPointer {
        rp_opus_recover(handle, next.baseAddress, next.count, $0.baseAddress, count)
      }
    } > 0
  }

  /// Fills the first `count` samples of `output`, whole multiples of 2.5 ms, with a likely continuation, which fades out
  /// in the end.
  func conceal(_ count: Int, into output: inout MutableSpan<Float>) -> Bool {
    guard count > 0, count <= output.count else { return false }
    return output.withUnsafeMutableBufferPointer {
      rp_opus_recover(handle, nil, 0, $0.baseAddress, count)
    } > 0
  }
}

internal import CReparteeRTC

/// Keyed hashes from the library.
enum Hmac {
  /// HMAC-SHA1 (RFC 2104): 20 bytes, or none if the library refuses.
  static let sha1: @Sendable (_ key: [UInt8], _ message: [UInt8]) -> [UInt8] = { key, message in
    var hash = [UInt8](repeating: 0, count: 20)
    let status = hash.withUnsafeMutableBufferPointer {
      rp_rtc_hmac_sha1(key, key.count, message, message.count, $0.baseAddress)
    }
    return status == 0 ? hash : []
  }
}

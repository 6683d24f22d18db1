internal import CReparteeRTC
internal import ReparteeRTC

/// The key and the self-signed certificate that a process shows to its peers.
///
/// Unchecked: the library counts and locks what it shares, and nothing here changes once it is made.
final class DtlsIdentity: @unchecked Sendable {
  /// How long the certificate is valid, in days. Peers know it by its fingerprint and do not look.
  private static let days: Int32 = 365

  let context: OpaquePointer
  /// SHA-256 of the certificate.
  let fingerprint: CertificateFingerprint

  init() throws(WebRTCError) {
    var made: OpaquePointer?
    var text = [CChar](repeating: 0, count: Int(RP_RTC_TEXT))
    let status = rp_dtls_context_create(Self.days, &made, &text, text.count)
    guard status == 0, let made else {
      throw WebRTCError(.library, "No certificate can be made. \(String(terminated: text)).")
    }
    var hash = [UInt8](repeating: 0, count: 32)
    guard rp_dtls_context_fingerprint(made, &hash, hash.count) == 0,
      let fingerprint = CertificateFingerprint(hash: .sha256, bytes: hash)
    else {
      rp_dtls_context_destroy(made)
      throw WebRTCError(.library, "The certificate has no fingerprint.")
    }
    context = made
    self.fingerprint = fingerprint
  }

  deinit { rp_dtls_context_destroy(context) }
}

extension String {
  /// The text up to the first zero.
  init(terminated text: [CChar]) {
    self.init(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

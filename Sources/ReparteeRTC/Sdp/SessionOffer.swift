/// What a browser's offer asks for, as far as an answer needs it (RFC 9429; RFC 8829 before).
public struct SessionOffer: Sendable, Hashable {
  /// Every m-line, in order.
  public let sections: [OfferedSection]
  /// The names in the BUNDLE group, in order; empty if there is no group (RFC 9143).
  public let bundle: [String]
  public let audio: OfferedAudio
  /// The data channels, if they are offered on the same transport as the audio.
  public let dataChannel: OfferedDataChannel?
  public let credentials: IceCredentials
  public let fingerprint: CertificateFingerprint
  public let setup: DtlsSetup

  /// Reads an offer of at most 64 kB.
  public init(_ text: String) throws(SdpError) {
    let document = try SdpDocument(text)
    var sections: [OfferedSection] = []
    for section in document.sections { sections.append(try OfferedSection(section)) }
    self.sections = sections
    let groups = document.session.all("group").map { $0.split(separator: " ").map(String.init) }
    bundle = Array((groups.first { $0.first == "BUNDLE" } ?? []).dropFirst())
    audio = try Self.audio(in: document, sections)
    let own = document.sections[audio.index]
    credentials = try Self.credentials(in: document, own)
    fingerprint = try Self.fingerprint(in: document, own)
    setup = try Self.setup(in: document, own)
    dataChannel = Self.dataChannel(in: document, sections, bundledWith: audio.mid, bundle)
  }

  private static func credentials(in document: SdpDocument, _ section: SdpDocument.Section)
    throws(SdpError) -> IceCredentials
  {
    guard let fragment = document.value("ice-ufrag", in: section),
      let password = document.value("ice-pwd", in: section)
    else { throw SdpError(.noCredentials, "The offer lacks a=ice-ufrag or a=ice-pwd.") }
    // RFC 8839 §5.4.
    guard (4...256).contains(fragment.utf8.count), (22...256).contains(password.utf8.count),
      isToken(fragment), isToken(password)
    else {
      throw SdpError(.noCredentials, "The offer's a=ice-ufrag or a=ice-pwd is not well formed.")
    }
    return IceCredentials(fragment: String(fragment), password: String(password))
  }

  /// Whether there is nothing but visible characters. ICE's alphabet is narrower, but its fragments are only compared.
  private static func isToken(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
  }

  private static func fingerprint(in document: SdpDocument, _ section: SdpDocument.Section)
    throws(SdpError) -> CertificateFingerprint
  {
    let own = section.all("fingerprint")
    let lines = own.isEmpty ? document.session.all("fingerprint") : own
    let usable = lines.compactMap { CertificateFingerprint($0) }
    for hash in CertificateFingerprint.Hash.allCases {
      if let fingerprint = usable.first(where: { $0.hash == hash }) { return fingerprint }
    }
    throw SdpError(
      .noFingerprint,
      lines.isEmpty
        ? "The offer lacks a=fingerprint." : "The offer has no a=fingerprint of a known hash.")
  }

  private static func setup(in document: SdpDocument, _ section: SdpDocument.Section)
    throws(SdpError) -> DtlsSetup
  {
    // Without the line the offerer is active (RFC 4145 §4).
    guard let text = document.value("setup", in: section) else { return .active }
    guard let setup = DtlsSetup(rawValue: String(text)), setup == .active || setup == .actpass
    else {
      throw SdpError(
        .unusableSetup, "The offer's a=setup must be actpass or active: this side waits for DTLS.")
    }
    return setup
  }
}

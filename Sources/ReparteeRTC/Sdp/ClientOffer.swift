/// An offer as a small browser would make it, for the load client and for tests.
public struct ClientOffer: Sendable, Hashable {
  public var credentials: IceCredentials
  public var fingerprint: CertificateFingerprint
  public var source: UInt32
  public var offersDataChannel: Bool
  /// The payload types of opus and telephone-event.
  public var opus: UInt8 = 111
  public var telephoneEvent: UInt8 = 110

  public init(
    credentials: IceCredentials, fingerprint: CertificateFingerprint, source: UInt32,
    offersDataChannel: Bool = true
  ) {
    self.credentials = credentials
    self.fingerprint = fingerprint
    self.source = source
    self.offersDataChannel = offersDataChannel
  }

  /// The description, lines ended as SDP wants them.
  public var text: String {
    var lines = [
      "v=0", "o=- \(source) 2 IN IP4 127.0.0.1", "s=-", "t=0 0",
      "a=group:BUNDLE \(offersDataChannel ? "0 1" : "0")",
      "m=audio 9 UDP/TLS/RTP/SAVPF \(opus) \(telephoneEvent)",
    ]
    lines += transport(mid: "0")
    lines += [
      "a=sendrecv", "a=rtcp-mux", "a=rtpmap:\(opus) opus/48000/2",
      "a=fmtp:\(opus) minptime=10;useinbandfec=1",
      "a=rtpmap:\(telephoneEvent) telephone-event/48000",
      "a=ssrc:\(source) cname:client",
    ]
    if offersDataChannel {
      lines.append("m=application 9 UDP/DTLS/SCTP webrtc-datachannel")
      lines += transport(mid: "1")
      lines += ["a=sctp-port:5000", "a=max-message-size:262144"]
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private func transport(mid: String) -> [String] {
    [
      "c=IN IP4 0.0.0.0", "a=ice-ufrag:\(credentials.fragment)",
      "a=ice-pwd:\(credentials.password)", "a=fingerprint:\(fingerprint.text)",
      "a=setup:actpass", "a=mid:\(mid)",
    ]
  }
}

/// What a client needs to know of the answer to its offer.
public struct ServerAnswer: Sendable, Hashable {
  public let credentials: IceCredentials
  public let fingerprint: CertificateFingerprint
  /// The addresses of UDP candidates, in the order of the answer.
  public let candidates: [RemoteAddress]
  /// The payload type of opus.
  public let opus: UInt8
  /// The port of SCTP, if the data channels were taken.
  public let sctpPort: UInt16?

  /// Reads an answer; it must take the audio and wait for DTLS.
  public init(_ text: String) throws(SdpError) {
    let document = try SdpDocument(text)
    var sections: [OfferedSection] = []
    for section in document.sections { sections.append(try OfferedSection(section)) }
    let audio = try SessionOffer.audio(in: document, sections)
    let own = document.sections[audio.index]
    guard let fragment = document.value("ice-ufrag", in: own),
      let password = document.value("ice-pwd", in: own)
    else { throw SdpError(.noCredentials, "The answer lacks a=ice-ufrag or a=ice-pwd.") }
    guard
      let fingerprint = document.value("fingerprint", in: own).flatMap({
        CertificateFingerprint($0)
      })
    else { throw SdpError(.noFingerprint, "The answer lacks a usable a=fingerprint.") }
    guard document.value("setup", in: own) == "passive" else {
      throw SdpError(.unusableSetup, "The answer's a=setup is not passive.")
    }
    credentials = IceCredentials(fragment: String(fragment), password: String(password))
    self.fingerprint = fingerprint
    opus = audio.opus
    candidates = document.sections.flatMap { $0.all("candidate") }
      .compactMap { IceCandidate($0)?.address }
    let data = sections.indices.first {
      sections[$0].kind == "application" && sections[$0].port > 0
    }
    sctpPort = data.flatMap { document.sections[$0].first("sctp-port") }.flatMap { UInt16($0) }
  }
}

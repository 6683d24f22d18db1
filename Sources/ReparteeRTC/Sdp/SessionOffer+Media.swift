extension SessionOffer {
  /// The first audio section that can be used.
  static func audio(in document: SdpDocument, _ sections: [OfferedSection]) throws(SdpError)
    -> OfferedAudio
  {
    let index = sections.firstIndex { $0.kind == "audio" && $0.port > 0 }
    guard let index else { throw SdpError(.noAudio, "The offer has no m=audio that is in use.") }
    let section = document.sections[index]
    guard sections[index].transport.contains("RTP/SAVP") else {
      throw SdpError(
        .unusableProtocol, "The audio is offered without DTLS-SRTP (UDP/TLS/RTP/SAVPF).")
    }
    guard section.first("rtcp-mux") != nil else {
      throw SdpError(.noRtcpMux, "The audio is offered without a=rtcp-mux.")
    }
    let maps = section.all("rtpmap").compactMap { RtpMap($0) }
      .filter { sections[index].formats.contains(String($0.payloadType)) }
    let opus = maps.first { $0.name == "opus" && $0.rate == 48_000 && $0.channels == 2 }
    guard let opus else {
      throw SdpError(.noOpus, "The audio is offered without opus/48000/2.")
    }
    let events = maps.filter { $0.name == "telephone-event" }
    let event = events.first { $0.rate == 48_000 } ?? events.first
    return OfferedAudio(
      index: index, mid: sections[index].mid, direction: direction(of: section, in: document),
      opus: opus.payloadType, opusParameters: parameters(of: opus.payloadType, in: section),
      telephoneEvent: event?.payloadType, telephoneEventRate: event?.rate ?? 48_000)
  }

  /// Data channels on the audio's transport. Others would need a second one and are declined.
  static func dataChannel(
    in document: SdpDocument, _ sections: [OfferedSection], bundledWith audio: String,
    _ bundle: [String]
  ) -> OfferedDataChannel? {
    let index = sections.indices.first {
      sections[$0].kind == "application" && sections[$0].transport.hasSuffix("DTLS/SCTP")
        && sections[$0].formats.contains("webrtc-datachannel")
    }
    guard let index, bundle.contains(audio), bundle.contains(sections[index].mid) else {
      return nil
    }
    let section = document.sections[index]
    // Without a line: port 5000 is what everyone uses, and 64 kB is the default of RFC 8841 §6.
    return OfferedDataChannel(
      index: index, mid: sections[index].mid,
      port: section.first("sctp-port").flatMap { UInt16($0) } ?? 5000,
      maximumMessage: section.first("max-message-size").flatMap { Int($0) }.map { max(0, $0) }
        ?? 65_536)
  }

  static func direction(of section: SdpDocument.Section, in document: SdpDocument)
    -> MediaDirection
  {
    for attributes in [section.attributes, document.session.attributes] {
      for attribute in attributes {
        if let direction = MediaDirection(rawValue: String(attribute.name)) { return direction }
      }
    }
    return .sendrecv
  }

  static func parameters(of payloadType: UInt8, in section: SdpDocument.Section) -> String {
    for line in section.all("fmtp") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2, UInt8(parts[0]) == payloadType { return String(parts[1]) }
    }
    return ""
  }
}

/// "111 opus/48000/2" (RFC 8866 §6.6).
struct RtpMap {
  var payloadType: UInt8
  /// In lower case: names of codecs are compared without regard to it.
  var name: String
  var rate: Int
  var channels: Int

  init?(_ text: Substring) {
    let parts = text.split(separator: " ")
    guard parts.count >= 2, let payloadType = UInt8(parts[0]), payloadType < 128 else { return nil }
    let codec = parts[1].split(separator: "/")
    guard codec.count >= 2, let rate = Int(codec[1]) else { return nil }
    self.payloadType = payloadType
    name = codec[0].lowercased()
    self.rate = rate
    channels = codec.count > 2 ? Int(codec[2]) ?? 1 : 1
  }
}

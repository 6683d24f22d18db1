extension SessionAnswer {
  func audio(_ offer: SessionOffer, _ section: OfferedSection, isFirst: Bool) -> [String] {
    let audio = offer.audio
    var formats = "\(audio.opus)"
    if let event = audio.telephoneEvent { formats += " \(event)" }
    let direction = audio.direction.reversed
    var lines = ["m=audio \(port) \(section.transport) \(formats)"]
    lines += transport(mid: audio.mid, isFirst: isFirst)
    lines += ["a=\(direction.rawValue)", "a=rtcp-mux"]
    lines += [
      "a=rtpmap:\(audio.opus) opus/48000/2", "a=fmtp:\(audio.opus) \(Self.opusParameters)",
    ]
    if let event = audio.telephoneEvent {
      lines += [
        "a=rtpmap:\(event) telephone-event/\(audio.telephoneEventRate)", "a=fmtp:\(event) 0-15",
      ]
    }
    lines.append("a=ptime:20")
    if direction.sends {
      lines += [
        "a=msid:\(name) \(name)-audio", "a=ssrc:\(source) cname:\(name)",
        "a=ssrc:\(source) msid:\(name) \(name)-audio",
      ]
    }
    return lines
  }

  func data(_ channel: OfferedDataChannel, _ section: OfferedSection, isFirst: Bool) -> [String] {
    ["m=application \(port) \(section.transport) webrtc-datachannel"]
      + transport(mid: channel.mid, isFirst: isFirst)
      + ["a=sctp-port:\(Self.sctpPort)", "a=max-message-size:\(maximumMessage)"]
  }

  /// What a section that is in use says of ICE and DTLS.
  private func transport(mid: String, isFirst: Bool) -> [String] {
    var lines = ["c=IN \(connection)"]
    if isFirst {
      lines += candidates.enumerated().map { "a=candidate:" + $1.line(index: $0) }
      lines.append("a=end-of-candidates")
    }
    lines += [
      "a=ice-ufrag:\(credentials.fragment)", "a=ice-pwd:\(credentials.password)",
      "a=fingerprint:\(fingerprint.text)", "a=setup:passive",
    ]
    if !mid.isEmpty { lines.append("a=mid:\(mid)") }
    return lines
  }

  /// Browsers read the candidates; these are for what still reads the m-line. 9 stands for "see the candidates".
  private var port: UInt16 { candidates.first?.address.port ?? 9 }

  private var connection: String {
    guard let address = candidates.first?.address else { return "IP4 0.0.0.0" }
    return (address.family == .v4 ? "IP4 " : "IP6 ") + address.host
  }

  /// The m-line with port 0.
  static func declined(_ section: OfferedSection) -> [String] {
    var lines = [
      "m=\(section.kind) 0 \(section.transport) \(section.formats.joined(separator: " "))",
      "c=IN IP4 0.0.0.0", "a=inactive",
    ]
    if !section.mid.isEmpty { lines.append("a=mid:\(section.mid)") }
    return lines
  }
}

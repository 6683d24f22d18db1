/// One m-line as it was offered, enough of it to answer in its place.
public struct OfferedSection: Sendable, Hashable {
  /// "audio", "video", "application"….
  public let kind: String
  public let port: Int
  /// "UDP/TLS/RTP/SAVPF"….
  public let transport: String
  /// Payload types, or "webrtc-datachannel".
  public let formats: [String]
  /// The name of the section in the group; empty if it has none.
  public let mid: String

  init(_ section: SdpDocument.Section) throws(SdpError) {
    let parts = section.media.split(separator: " ")
    guard parts.count >= 4, let port = Int(parts[1].prefix { $0 != "/" }),
      (0...65_535).contains(port)
    else { throw SdpError(.malformed, "An m-line is not \"m=kind port transport format…\".") }
    kind = String(parts[0])
    self.port = port
    transport = String(parts[2])
    formats = parts[3...].prefix(128).map(String.init)
    mid = String(section.first("mid") ?? "")
  }

  init(kind: String, port: Int, transport: String, formats: [String], mid: String) {
    self.kind = kind
    self.port = port
    self.transport = transport
    self.formats = formats
    self.mid = mid
  }
}

/// What an offer says of the audio that can be used.
public struct OfferedAudio: Sendable, Hashable {
  /// Its place among the m-lines.
  public let index: Int
  public let mid: String
  /// As the offerer sees it.
  public let direction: MediaDirection
  /// The payload type of opus/48000.
  public let opus: UInt8
  /// The format parameters of opus as they stand: "minptime=10;useinbandfec=1".
  public let opusParameters: String
  /// The payload type of telephone-event/48000, or else of another rate, and the rate.
  public let telephoneEvent: UInt8?
  public let telephoneEventRate: Int
}

/// What an offer says of its data channels (RFC 8841).
public struct OfferedDataChannel: Sendable, Hashable {
  /// Its place among the m-lines.
  public let index: Int
  public let mid: String
  public let port: UInt16
  /// The largest message that the offerer takes, in bytes; 0 is any size.
  public let maximumMessage: Int
}

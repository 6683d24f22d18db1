/// Our answer to an offer: ICE lite, DTLS passive, Opus, and data channels if they were offered. Every other m-line is
/// declined in its place, as RFC 3264 §6 demands.
public struct SessionAnswer: Sendable, Hashable {
  /// What Opus is asked to do: any packet from 10 ms on, redundancy, and silence not sent (RFC 7587 §6.1).
  static let opusParameters = "minptime=10;useinbandfec=1;usedtx=1"
  /// The port of SCTP inside DTLS; any number would do.
  static let sctpPort = 5000

  public var credentials: IceCredentials
  public var fingerprint: CertificateFingerprint
  /// Where we can be reached, the best first.
  public var candidates: [IceCandidate]
  /// The source of our audio, and the name that ties it to others of ours (RFC 3550 §6.5.1).
  public var source: UInt32
  public var name: String
  /// The largest data channel message we take, in bytes.
  public var maximumMessage: Int
  /// A number for the o-line, at most 2^62, and its version: more by one with each answer of a session (RFC 9429 §5.2.1).
  public var session: UInt64
  public var version: UInt64

  public init(
    credentials: IceCredentials, fingerprint: CertificateFingerprint, candidates: [IceCandidate],
    source: UInt32, name: String, maximumMessage: Int = 65_536, session: UInt64,
    version: UInt64 = 1
  ) {
    self.credentials = credentials
    self.fingerprint = fingerprint
    self.candidates = candidates
    self.source = source
    self.name = name
    self.maximumMessage = maximumMessage
    self.session = session & (1 << 62 - 1)
    self.version = version
  }

  /// The description that answers `offer`, lines ended as SDP wants them.
  public func text(to offer: SessionOffer) -> String {
    var lines = [
      "v=0", "o=- \(session) \(version) IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-lite",
    ]
    let used = [offer.audio.mid] + (offer.dataChannel.map { [$0.mid] } ?? [])
    let bundle = offer.bundle.filter { used.contains($0) }
    if !bundle.isEmpty { lines.append("a=group:BUNDLE " + bundle.joined(separator: " ")) }
    lines.append("a=msid-semantic: WMS \(name)")
    for (index, section) in offer.sections.enumerated() {
      if index == offer.audio.index {
        lines += audio(offer, section, isFirst: isFirst(index, offer))
      } else if let channel = offer.dataChannel, index == channel.index {
        lines += data(channel, section, isFirst: isFirst(index, offer))
      } else {
        lines += Self.declined(section)
      }
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// Whether a section is the first of those in use: it alone carries the candidates of the group.
  private func isFirst(_ index: Int, _ offer: SessionOffer) -> Bool {
    index <= min(offer.audio.index, offer.dataChannel?.index ?? .max)
  }
}

internal import NIOCore
internal import ReparteeRTC

extension WebRTCConnection {
  /// - Throws: `WebRTCError` with the code `offer` and words for whoever made it.
  static func parse(_ offer: String) throws(WebRTCError) -> SessionOffer {
    do throws(SdpError) { return try SessionOffer(offer) } catch {
      throw WebRTCError(.offer, error.message)
    }
  }

  /// The answer to the offer that this connection was made for, or to one that changes it.
  func answer(to offer: SessionOffer) -> String {
    version &+= 1
    let text = description.text(to: offer)
    lastAnswer = text
    return text
  }

  private var description: SessionAnswer {
    SessionAnswer(
      credentials: ice.local, fingerprint: port.identity.fingerprint, candidates: port.candidates,
      source: media.source, name: name, session: session, version: version)
  }

  /// Takes a client's new credentials when it has changed networks (RFC 8445 section 2.4); media goes on meanwhile.
  /// - Parameter text: a whole offer, or the fragment that RFC 8840 has; from anybody.
  /// - Returns: an answer of the same kind.
  /// - Throws: `WebRTCError`.
  public func restart(_ text: String) throws -> String {
    guard endReason == nil else { throw WebRTCError(.closed, "The call is over; begin another.") }
    let offer = text.hasPrefix("v=") ? try Self.parse(text) : nil
    guard let remote = offer?.credentials ?? IceRestart.credentials(in: text) else {
      throw WebRTCError(.offer, "The fragment lacks a=ice-ufrag or a=ice-pwd.")
    }
    // The same again is no restart.
    if remote != ice.remote {
      var generator = SystemRandomNumberGenerator()
      ice.restart(local: IceCredentials(using: &generator), remote: remote)
      announce()
    }
    guard let offer else { return IceRestart.answer(ice.local, candidatesOf: lastAnswer) }
    return answer(to: offer)
  }
}

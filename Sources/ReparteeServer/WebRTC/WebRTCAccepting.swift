internal import HTTPTypes
internal import NIOCore
internal import ReparteeCore

/// WebRTC as the server needs it: offers in, answers out, and a line for each on which a call can begin.
protocol WebRTCAccepting: Sendable {
  /// The UDP port that media comes to.
  var port: Int { get }
  /// Answers an offer. The line belongs to an event loop of the acceptor's choice.
  /// - Parameters:
  ///   - offer: SDP, from anybody.
  ///   - call: whom the line is for, and what its client is told first.
  func accept(offer: String, for call: WebRTCCall) async throws(Refusal) -> WebRTCAnswer
  /// Moves a call to the addresses of a new offer (RFC 8445, section 2.4).
  /// - Parameters:
  ///   - id: the session.
  ///   - fragment: SDP of an ICE restart (RFC 8840), from anybody.
  /// - Returns: the fragment that answers it.
  func restart(_ id: String, fragment: String) async throws(Refusal) -> String
  /// Closes the port; no call is under way.
  func close() async
}

/// What an acceptor is told of a call.
struct WebRTCCall: Sendable {
  /// The session's name in the interface.
  var id: String
  var agent: String
  /// Of the agent's audio.
  var speechRate: SampleRate
}

struct WebRTCAnswer: Sendable {
  /// SDP.
  var answer: String
  var line: NIOLoopBound<any CallLine>
}

extension Refusal {
  static let noWebRTC = Refusal(
    .notImplemented, "no_webrtc", "This server has no WebRTC; use the WebSocket at /v1/audio.")
  static let noSDP = Refusal(
    .unsupportedMediaType, "not_sdp", "Send an SDP offer, with 'Content-Type: application/sdp'.")
  static let noFragment = Refusal(
    .unsupportedMediaType, "not_sdp_fragment",
    "Send the ICE restart with 'Content-Type: application/trickle-ice-sdpfrag'.")

  static func badOffer(_ why: String) -> Refusal { Refusal(.badRequest, "bad_offer", why) }
}

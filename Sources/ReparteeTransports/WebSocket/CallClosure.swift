/// Why a WebSocket is closed: RFC 6455's status code (section 7.4.1), a name for programs (the raw value)
/// and a reason for people.
public enum CallClosure: String, Sendable, Hashable, CaseIterable {
  /// The call is over.
  case ended
  /// The server is shutting down.
  case draining
  /// The client broke the WebSocket protocol.
  case protocolError = "protocol_error"
  /// A kind of message that means nothing here.
  case unsupported
  /// A text message that is no UTF-8.
  case invalidText = "invalid_text"
  /// The token or the key does not allow this call, or no longer does.
  case unauthorized
  /// Nothing came from the client for too long, not even an answer to a ping.
  case idle
  /// The client does not take the audio that it is sent.
  case tooSlow = "too_slow"
  /// The client sends audio much faster than it can be heard.
  case tooFast = "too_fast"
  /// Message after message that cannot be understood.
  case tooManyErrors = "too_many_errors"
  /// A message that is longer than messages may be.
  case tooBig = "too_big"
  /// Something broke on the server's side.
  case failed
  /// There are as many calls as the server can carry.
  case overCapacity = "over_capacity"

  /// The longest reason in bytes of UTF-8: a control frame carries 125, two of them the code (section 5.5).
  public static let maximumReason = 123

  /// The status code.
  public var code: UInt16 {
    switch self {
    case .ended: 1000
    case .draining: 1001
    case .protocolError: 1002
    case .unsupported: 1003
    case .invalidText: 1007
    case .unauthorized, .idle, .tooSlow, .tooFast, .tooManyErrors: 1008
    case .tooBig: 1009
    case .failed: 1011
    case .overCapacity: 1013
    }
  }

  /// A sentence of at most `maximumReason` bytes.
  public var reason: String {
    switch self {
    case .ended: "The call has ended."
    case .draining: "The server is shutting down; call again in a moment."
    case .protocolError: "The WebSocket protocol was broken."
    case .unsupported: "Only text and binary messages are understood here."
    case .invalidText: "A text message was not UTF-8."
    case .unauthorized: "The token does not allow this call; ask for a new one."
    case .idle: "Nothing was heard of the client for too long."
    case .tooSlow: "The client does not read the audio that it is sent."
    case .tooFast: "More than 30 s of audio were waiting; send it as fast as it is spoken."
    case .tooManyErrors: "Too many messages could not be understood."
    case .tooBig: "The message is too big."
    case .failed: "Something broke on the server; its log says what."
    case .overCapacity: "All lines are busy; try again in a moment."
    }
  }
}

/// How much a WebSocket client may send.
public enum WebSocketLimits {
  /// The longest text message, in bytes.
  public static let text = ClientMessage.maximumBytes
  /// The longest binary message, all its fragments together, in bytes: ten seconds at 48 kHz and more.
  public static let binary = 1 << 20
  /// The most frames that one message may be cut into.
  public static let fragments = 1_024
}

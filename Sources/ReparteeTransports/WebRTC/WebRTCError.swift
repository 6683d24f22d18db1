/// What went wrong with a call over WebRTC.
public struct WebRTCError: Error, Hashable, CustomStringConvertible {
  public enum Code: Sendable, Hashable {
    /// The offer cannot be answered; the client is to blame.
    case offer
    /// As many calls as may be are there already.
    case full
    /// The address cannot be bound, or is none.
    case port
    /// A library refused; the message has its words.
    case library
    /// The call is over.
    case closed
  }

  public let code: Code
  /// One sentence: what happened, to what, and what to do.
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}

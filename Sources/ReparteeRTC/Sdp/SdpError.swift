/// Why a session description cannot be used. The message is for whoever made the offer.
public struct SdpError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable {
    case tooLarge, malformed, noAudio, noOpus, noCredentials, noFingerprint, noRtcpMux
    case unusableSetup, unusableProtocol
  }

  public let code: Code
  /// A sentence that says what is missing or wrong.
  public let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}

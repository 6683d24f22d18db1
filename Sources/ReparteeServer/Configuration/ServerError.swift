/// Why a server does not start, or stops: one line for a person.
public struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// For programs.
  public enum Code: String, Sendable {
    /// Other machines could reach the server, and nothing keeps strangers out.
    case unprotected
    /// A setting that cannot be meant.
    case badConfiguration = "bad_configuration"
    /// The address is taken, or is none of this machine's.
    case cannotListen = "cannot_listen"
    /// The certificate or its key cannot be used.
    case badCertificate = "bad_certificate"
  }

  public let code: Code
  /// What happened, to what, and what to do next.
  public let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}

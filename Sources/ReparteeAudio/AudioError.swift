/// Why audio could not be read.
///
/// Silence, noise and clipping are audio, not errors.
public struct AudioError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure. More kinds may be added without breaking users.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Kind: String { case malformed, unsupported, tooLarge }
    private let kind: Kind
    /// The bytes are not what they say they are.
    public static let malformed = Code(kind: .malformed)
    /// The bytes are sound, but of a form that is not read here.
    public static let unsupported = Code(kind: .unsupported)
    /// There is more audio than one call takes.
    public static let tooLarge = Code(kind: .tooLarge)
    public var description: String { kind.rawValue }
  }

  public let code: Code
  /// One line: what is wrong, and what to do.
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}

/// Why a model could not do what it was asked.
///
/// A caller hanging up, an interruption or silence are events, not errors; a cancelled call is `.cancelled`.
public struct ModelError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure. More kinds may be added without breaking users.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Kind: String { case missing, invalid, unsupported, failed, cancelled, overloaded }
    private let kind: Kind
    /// A file, library or key that the model needs is not there.
    public static let missing = Code(kind: .missing)
    /// A file or an input is there but is not what it should be.
    public static let invalid = Code(kind: .invalid)
    /// The input is fine, but this model cannot take it.
    public static let unsupported = Code(kind: .unsupported)
    /// The model started and failed.
    public static let failed = Code(kind: .failed)
    /// The calling task was cancelled before the model was done.
    public static let cancelled = Code(kind: .cancelled)
    /// The model has more work queued than it will take; try again later.
    public static let overloaded = Code(kind: .overloaded)
    public var description: String { kind.rawValue }
  }

  public let code: Code
  /// One line: what happened, to what, and what to do next.
  public let message: String
  /// What lay beneath, if anything.
  public let cause: (any Error)?

  public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  public var description: String { message }
}

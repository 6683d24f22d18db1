/// Why a command could not do what it was asked, in one line for a person.
public struct CommandError: Error, Sendable, CustomStringConvertible {
  /// What happened, to what, and what to do next.
  public let description: String

  public init(_ description: String) { self.description = description }
}

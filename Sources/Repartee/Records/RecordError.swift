/// Why a call could not be kept, in one line for a person.
public struct RecordError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What happened, to which file, and what to do next.
  public let description: String
  public init(_ description: String) { self.description = description }
}

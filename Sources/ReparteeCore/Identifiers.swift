/// A session: one call.
public struct SessionID: Sendable, Hashable {
  public let value: UInt64
  public init(_ value: UInt64) { self.value = value }
}

/// A reply epoch: everything a reply causes carries it, and only the current one may be heard.
///
/// Interrupting is advancing the epoch, once, in one place; no stale audio can leave after that.
public struct Epoch: Sendable, Hashable, Comparable {
  public let value: UInt32
  public init(_ value: UInt32) { self.value = value }
  public static let none = Epoch(0)
  public func next() -> Epoch { Epoch(value &+ 1) }
  public static func < (a: Epoch, b: Epoch) -> Bool { a.value < b.value }
}

/// One call of a model, so that its results can be told from those of calls that no longer matter.
public struct CallID: Sendable, Hashable {
  public let value: UInt32
  public init(_ value: UInt32) { self.value = value }
  public func next() -> CallID { CallID(value &+ 1) }
}

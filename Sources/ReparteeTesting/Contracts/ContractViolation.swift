import Repartee

/// A promise of a role protocol that an adapter does not keep.
public struct ContractViolation: Error, Sendable, Equatable, CustomStringConvertible {
  /// The protocol, for example `LanguageModel`.
  public let role: String
  /// What it promises.
  public let promise: String
  /// What was seen instead.
  public let found: String

  public var description: String { "\(role): \(promise). Found: \(found)." }
}

/// Checks promises of one role.
struct Contract: Sendable {
  let role: String

  func expect(
    _ isKept: Bool, _ promise: String, found: @autoclosure () -> String
  ) throws(ContractViolation) {
    if !isKept { throw ContractViolation(role: role, promise: promise, found: found()) }
  }

  /// The value of a call that has no reason to fail.
  func value<T>(
    _ result: Result<T, ModelError>, _ promise: String
  ) throws(ContractViolation) -> T {
    switch result {
    case .success(let value): return value
    case .failure(let error):
      throw ContractViolation(role: role, promise: promise, found: "\(error.code): \(error)")
    }
  }

  /// A call whose input is nothing one has to be able to take: a value, or an error that says so.
  func valueOrRefusal<T>(
    _ result: Result<T, ModelError>, _ promise: String
  ) throws(ContractViolation) -> T? {
    if case .failure(let error) = result, error.code == .invalid || error.code == .unsupported {
      return nil
    }
    return try value(result, promise)
  }

  func expectCancelled<T>(_ result: Result<T, ModelError>) throws(ContractViolation) {
    switch result {
    case .success: try expect(false, Self.cancellation, found: "the call returned a result")
    case .failure(let error):
      try expect(error.code == .cancelled, Self.cancellation, found: "\(error.code): \(error)")
    }
  }

  private static let cancellation = "a call in a cancelled task throws .cancelled"
}

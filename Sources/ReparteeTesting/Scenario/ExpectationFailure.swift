/// A call that did not go as it was expected to, with everything that happened in it.
public struct ExpectationFailure: Error, Sendable, CustomStringConvertible {
  /// What was expected and what happened instead, in one sentence or two.
  public let message: String
  /// What happened, line by line.
  public let timeline: String

  public var description: String { message + "\n" + timeline }
}

extension CallRecord {
  /// What happened, line by line, with the time in seconds.
  public var timeline: String { Timeline(self).description }

  func failure(_ message: String) -> ExpectationFailure {
    ExpectationFailure(message: message, timeline: timeline)
  }

  /// - Throws: `ExpectationFailure` with this message unless `isMet`.
  public func expect(
    _ isMet: Bool, _ message: @autoclosure () -> String
  ) throws(ExpectationFailure) {
    if !isMet { throw failure(message()) }
  }

  /// Something that the caller did, by what it is called.
  /// - Parameter name: words of it; nil for the first that passes.
  func sound(
    _ name: String?, where passes: (ScriptedCaller.Said) -> Bool = { _ in true }
  ) throws(ExpectationFailure) -> ScriptedCaller.Said {
    if let name {
      let wanted = Self.plain(name)
      if let found = said.first(where: { Self.plain($0.sound.name).contains(wanted) }) {
        return found
      }
      throw failure("The caller never did “\(name)”; its moment did not come.")
    }
    if let found = said.first(where: { $0.sound.kind == .speech && passes($0) }) { return found }
    if let found = said.first(where: passes) { return found }
    throw failure("The caller did nothing of the kind that was expected.")
  }

  /// Words in lower case with single spaces and no punctuation.
  static func plain(_ text: String) -> String {
    text.split(separator: " ").map { ScriptedCaller.plain(String($0)) }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    (" " + plain(text) + " ").contains(" " + plain(part) + " ")
  }
}

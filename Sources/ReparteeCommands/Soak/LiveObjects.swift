internal import Synchronization

/// What exists at this moment of all that calls make. Nothing of it may outlive its call.
final class LiveObjects: Sendable {
  final class Count: Sendable {
    private let value = Atomic(0)
    func add(_ change: Int) { value.add(change, ordering: .relaxed) }
    var now: Int { value.load(ordering: .relaxed) }
  }

  /// Each session has one stream of the voice detector for as long as it lives, and one of the turn detector.
  let sessions = Count()
  let turnStreams = Count()
  /// The callers' ends of lines.
  let callers = Count()
  /// Calls of models that have not returned: the tasks of a session.
  let modelCalls = Count()
  let journals = Count()

  struct Left: Codable, Equatable {
    var sessions: Int
    var turnStreams: Int
    var callers: Int
    var modelCalls: Int
    var journals: Int

    var sum: Int { sessions + turnStreams + callers + modelCalls + journals }
  }

  var left: Left {
    Left(
      sessions: sessions.now, turnStreams: turnStreams.now, callers: callers.now,
      modelCalls: modelCalls.now, journals: journals.now)
  }
}

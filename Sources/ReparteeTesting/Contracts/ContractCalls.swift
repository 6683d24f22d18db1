import Repartee
import Synchronization

/// What a call came to, as a value.
func outcome<T>(
  _ work: () async throws(ModelError) -> T
) async -> Result<T, ModelError> {
  do throws(ModelError) { return .success(try await work()) } catch { return .failure(error) }
}

/// Makes a call in a task that was cancelled before it began: no timing is involved.
func startedCancelled<T: Sendable>(
  _ work: @escaping @Sendable () async throws(ModelError) -> T
) async -> Result<T, ModelError> {
  await withTaskGroup(of: Result<T, ModelError>.self) { group in
    group.cancelAll()
    group.addTask { await outcome(work) }
    return await group.next() ?? .failure(ModelError(.failed, "The call was lost."))
  }
}

/// Makes a call and cancels its task once the first piece has come.
func cancelledMidway<Piece: Sendable, T: Sendable>(
  _ log: EmissionLog<Piece>,
  _ work: @escaping @Sendable (@escaping @Sendable (Piece) -> Void) async throws(ModelError) -> T
) async -> Result<T, ModelError> {
  let (pieces, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
  return await withTaskGroup(of: Result<T, ModelError>.self) { group in
    group.addTask {
      await withTaskCancellationHandler {
        let result = await outcome { () throws(ModelError) in
          try await work { piece in
            log.add(piece)
            continuation.yield()
          }
        }
        log.close()
        continuation.finish()
        return result
      } onCancel: {
        log.markCancelled()
      }
    }
    for await _ in pieces { break }
    group.cancelAll()
    return await group.next() ?? .failure(ModelError(.failed, "The call was lost."))
  }
}

/// Makes the same call several times side by side.
func overlapping<T: Sendable>(
  _ count: Int, _ work: @escaping @Sendable (Int) async throws(ModelError) -> T
) async -> [Result<T, ModelError>] {
  await withTaskGroup(of: Result<T, ModelError>.self) { group in
    for index in 0..<count {
      group.addTask { await outcome { () throws(ModelError) in try await work(index) } }
    }
    var results: [Result<T, ModelError>] = []
    for await result in group { results.append(result) }
    return results
  }
}

/// What a call emitted, and when it should not have.
final class EmissionLog<Piece: Sendable>: Sendable {
  private struct State {
    var pieces: [Piece] = []
    var isClosed = false
    var isCancelled = false
    var late = 0
    var afterCancellation = 0
  }

  private let state = Mutex(State())

  func add(_ piece: Piece) {
    state.withLock { state in
      if state.isClosed { state.late += 1 } else { state.pieces.append(piece) }
      if state.isCancelled { state.afterCancellation += 1 }
    }
  }

  /// The call has returned.
  func close() { state.withLock { $0.isClosed = true } }
  func markCancelled() { state.withLock { $0.isCancelled = true } }

  var pieces: [Piece] { state.withLock { $0.pieces } }
  /// Pieces that came after the call had returned.
  var late: Int { state.withLock { $0.late } }
  var afterCancellation: Int { state.withLock { $0.afterCancellation } }
}

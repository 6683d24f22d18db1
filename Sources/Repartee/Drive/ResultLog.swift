import ReparteeCore
import Synchronization

/// Results of one model call and how long after its start each came.
final class ResultLog: Sendable {
  private let start = ContinuousClock.now
  private let entries = Mutex<[(MediaTime, ModelResult)]>([])

  func add(_ result: ModelResult) {
    let elapsed = MediaTime(start.duration(to: .now))
    entries.withLock { $0.append((elapsed, result)) }
  }

  var results: [(MediaTime, ModelResult)] { entries.withLock { $0 } }
}

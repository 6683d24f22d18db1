import ReparteeCore
import Synchronization

/// Results of one model call and how long after its start each came.
final class ResultLog: Sendable {
  private struct State {
    var entries: [(MediaTime, ModelResult)] = []
    /// What a fake says it would have taken, so far.
    var claimed = MediaTime.zero
  }

  private let start: ContinuousClock.Instant?
  private let state = Mutex(State())

  /// - Parameter measured: whether computing counts, besides what a fake claims.
  init(measured: Bool) { start = measured ? .now : nil }

  func add(_ result: ModelResult) {
    let computed = start.map { MediaTime($0.duration(to: .now)) } ?? .zero
    state.withLock { $0.entries.append((computed + $0.claimed, result)) }
  }

  /// Everything from now on comes so much later, but never beyond the end of all calls.
  func advance(by length: MediaTime) {
    state.withLock { state in
      let room = max(VirtualClock.forEver - state.claimed, .zero)
      state.claimed = state.claimed + min(max(length, .zero), room)
    }
  }

  var results: [(MediaTime, ModelResult)] { state.withLock { $0.entries } }
}

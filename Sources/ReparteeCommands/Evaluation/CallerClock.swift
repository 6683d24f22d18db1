internal import Repartee
internal import ReparteeCore
internal import Synchronization

/// The caller's own clock in a call at the pace of the wall.
///
/// A block can be read when its last sample would have been spoken, on an absolute schedule: who reads
/// late gets blocks late, and the caller does not slow down.
final class CallerClock: Metronome {
  private struct State {
    var start: ContinuousClock.Instant?
    var late: [Double] = []
  }

  private let base = ClockMetronome()
  private let state = Mutex(State())

  func beats(_ beat: @escaping @Sendable () -> Void) async {
    state.withLock { $0.start = .now }
    await base.beats(beat)
  }

  /// Time since the first sample of the call was spoken.
  var now: MediaTime {
    let start = state.withLock { $0.start }
    return start.map { MediaTime($0.duration(to: .now)) } ?? .zero
  }

  /// A block was read that was there since `due`.
  func noteBlock(due: MediaTime) {
    let late = max(.zero, now - due).milliseconds
    state.withLock { $0.late.append(late) }
  }

  /// How late blocks were read since the last time this was asked, in milliseconds.
  func takeLate() -> [Double] {
    state.withLock { state in
      defer { state.late = [] }
      return state.late
    }
  }
}

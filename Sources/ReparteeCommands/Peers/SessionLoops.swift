internal import Foundation
internal import Repartee
internal import Synchronization

/// A session loop for each core.
struct SessionLoops {
  let all = (0..<max(1, ProcessInfo.processInfo.activeProcessorCount)).map {
    SessionLoop(name: "session-\($0)")
  }

  /// The loop that a session lives on.
  subscript(session: Int) -> SessionLoop { all[session % all.count] }

  func stop() { for loop in all { loop.stop() } }
}

/// Tells how late a timer of 20 ms fires on a loop that runs sessions.
actor LagProbe {
  private nonisolated let loop: SessionLoop
  private var late: [Double] = []

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(on loop: SessionLoop) { self.loop = loop }

  /// Until the calling task is cancelled.
  func run() async {
    let clock = ContinuousClock()
    while !Task.isCancelled {
      let due = clock.now + .milliseconds(20)
      do { try await clock.sleep(until: due, tolerance: .zero) } catch { return }
      let late = due.duration(to: clock.now)
      self.late.append(
        max(0, Double(late.components.attoseconds) / 1e15 + Double(late.components.seconds) * 1e3))
    }
  }

  /// In milliseconds, since the last time this was asked.
  func take() -> [Double] {
    defer { late = [] }
    return late
  }
}

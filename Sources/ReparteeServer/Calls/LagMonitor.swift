internal import NIOCore
internal import Synchronization

/// How late the event loops run what is due: when they are late, all their calls are.
final class LagMonitor: Sendable {
  /// How often each loop is asked.
  static let pace = TimeAmount.milliseconds(25)
  /// Over how many answers of a loop is judged: four seconds.
  static let window = 160

  private struct Lateness {
    var nanoseconds = [Int64](repeating: 0, count: window)
    var next = 0

    mutating func add(_ value: Int64) {
      nanoseconds[next] = max(0, value)
      next = (next + 1) % nanoseconds.count
    }

    /// What 99 of 100 answers are below.
    var p99: Int64 {
      let sorted = nanoseconds.sorted()
      return sorted[sorted.count * 99 / 100]
    }
  }

  private let loops: [any EventLoop]
  private let lateness: Mutex<[Lateness]>
  private let history = Mutex(Histogram(bounds: Histogram.lags))
  private let tasks = Mutex<[RepeatedTask]>([])

  init(_ group: any EventLoopGroup) {
    loops = Array(group.makeIterator())
    lateness = Mutex(loops.map { _ in Lateness() })
  }

  func start() {
    let running = loops.enumerated().map { index, loop in
      let due = NIOLoopBoundBox.makeBoxSendingValue(NIODeadline.now() + Self.pace, eventLoop: loop)
      return loop.scheduleRepeatedTask(initialDelay: Self.pace, delay: Self.pace) { [weak self] _ in
        let now = NIODeadline.now()
        self?.add((now - due.value).nanoseconds, to: index)
        due.value = now + Self.pace
      }
    }
    tasks.withLock { $0 = running }
  }

  func stop() { for task in tasks.withLock({ $0 }) { task.cancel() } }

  /// Takes note of how late a loop was; for tests, too.
  func add(_ nanoseconds: Int64, to loop: Int) {
    history.withLock { $0.add(Double(max(0, nanoseconds)) / 1e9) }
    lateness.withLock { lateness in
      guard lateness.indices.contains(loop) else { return }
      lateness[loop].add(nanoseconds)
    }
  }

  /// Of all loops, since the server began.
  var histogram: Histogram { history.withLock { $0 } }
  /// Of each loop.
  var p99: [Duration] { lateness.withLock { $0.map { .nanoseconds($0.p99) } } }
  /// Of the latest loop.
  var worst: Duration { p99.max() ?? .zero }
}

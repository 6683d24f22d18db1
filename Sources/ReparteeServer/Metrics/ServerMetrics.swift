internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeTurn
internal import Synchronization

/// What a server counts, for `/metrics`.
final class ServerMetrics: Sendable {
  private struct Figures {
    var began: [String: Int] = [:]
    var ended: [String: Int] = [:]
    var refused: [String: Int] = [:]
    var latency = Histogram()
    var stages: [String: Histogram] = [:]
    var turns = 0
    var bargeIns = 0
    var falseAlarms = 0
    var failures = 0
  }

  private let figures = Mutex(Figures())

  func began(_ transport: String) { figures.withLock { $0.began[transport, default: 0] += 1 } }
  func ended(_ reason: String) { figures.withLock { $0.ended[reason, default: 0] += 1 } }
  func refused(_ reason: String) { figures.withLock { $0.refused[reason, default: 0] += 1 } }

  func note(_ event: SessionEvent) {
    switch event {
    case .turn(let report): note(report)
    case .overlap(let verdict):
      // A verdict that may still change is not counted.
      guard verdict.kind != .turn, verdict.reason != .ended else { return }
      figures.withLock { $0.falseAlarms += 1 }
    case .failure: figures.withLock { $0.failures += 1 }
    default: break
    }
  }

  private func note(_ report: TurnReport) {
    figures.withLock { figures in
      figures.turns += 1
      if report.agent.interrupted { figures.bargeIns += 1 }
      guard let latency = report.stages.latency else { return }
      figures.latency.add(latency.milliseconds / 1_000)
      for (name, length) in report.stages.parts {
        figures.stages[name, default: Histogram()].add(length.milliseconds / 1_000)
      }
    }
  }

  /// - Parameters:
  ///   - active: calls under way.
  ///   - lag: how late the event loops run.
  func text(active: Int, lag: LagMonitor) -> String {
    let figures = figures.withLock { $0 }
    var text = PrometheusText()
    text.begin("repartee_sessions_active", "gauge", "Calls under way.")
    text.add("repartee_sessions_active", Double(active))
    for (name, help, label, values) in [
      ("repartee_sessions_total", "Calls that began.", "transport", figures.began),
      ("repartee_sessions_ended_total", "Calls that ended.", "reason", figures.ended),
      ("repartee_sessions_refused_total", "Calls that were refused.", "reason", figures.refused),
    ] {
      text.begin(name, "counter", help)
      for (value, count) in values.sorted(by: { $0.key < $1.key }) {
        text.add(name, labels: [(label, value)], Double(count))
      }
    }
    for (name, help, count) in [
      ("repartee_turns_total", "Replies, greetings among them.", figures.turns),
      ("repartee_barge_ins_total", "Replies that callers cut.", figures.bargeIns),
      (
        "repartee_false_alarms_total", "Sounds over the agent that cut nothing.",
        figures.falseAlarms
      ),
      ("repartee_model_failures_total", "Model calls that failed.", figures.failures),
    ] {
      text.begin(name, "counter", help)
      text.add(name, Double(count))
    }
    Self.write(figures, to: &text)
    Self.write(lag, to: &text)
    return text.text
  }

  private static func write(_ figures: Figures, to text: inout PrometheusText) {
    let latency = "repartee_turn_latency_seconds"
    text.begin(latency, "histogram", "Caller's last sound to agent's first.")
    text.add(latency, figures.latency)
    let stages = "repartee_turn_stage_seconds"
    text.begin(stages, "histogram", "What each stage added to that.")
    for (stage, histogram) in figures.stages.sorted(by: { $0.key < $1.key }) {
      text.add(stages, labels: [("stage", stage)], histogram)
    }
  }

  private static func write(_ lag: LagMonitor, to text: inout PrometheusText) {
    let recent = "repartee_scheduling_lag_seconds"
    text.begin(
      recent, "gauge", "How late an event loop ran, at the 99th of 100, in the last seconds.")
    for (loop, length) in lag.p99.enumerated() {
      text.add(recent, labels: [("loop", "\(loop)")], length / .seconds(1))
    }
    let all = "repartee_loop_lag_seconds"
    text.begin(all, "histogram", "How late the event loops ran, since the server began.")
    text.add(all, lag.histogram)
    text.begin("process_resident_memory_bytes", "gauge", "Resident memory.")
    text.add("process_resident_memory_bytes", Double(ProcessMemory.resident))
  }
}

/// What this process takes of the machine.
enum ProcessMemory {
  /// In bytes; 0 where the system does not tell.
  static var resident: Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages &* Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

import Repartee
import ReparteeCore
import ReparteeTurn

/// What happened in a call, line by line, for people.
struct Timeline: CustomStringConvertible {
  private var rows: [(time: MediaTime, order: Int, text: String)] = []

  init(_ record: CallRecord) {
    for said in record.said {
      let end = Self.clock(said.end)
      add(said.start, "caller \(said.sound.kind.rawValue)", "“\(said.sound.name)” until \(end)")
    }
    for span in record.agentSpans {
      let words = record.agentWords.filter { $0.start >= span.start && $0.start < span.end }
      let text = words.map(\.text).joined(separator: " ")
      add(span.start, Self.name(of: span.part), "“\(text)” until \(Self.clock(span.end))")
    }
    for entry in record.events { add(entry.time, "session", Self.text(of: entry.event)) }
    for step in record.unsaid {
      add(record.length, "caller never", "“\(step.sound.name)”, due \(step.moment)")
    }
    if !record.isComplete { add(record.length, "session", "had not ended and was given up") }
    rows.sort { ($0.time, $0.order) < ($1.time, $1.order) }
  }

  var description: String {
    rows.map { "  \(Self.clock($0.time))  \($0.text)" }.joined(separator: "\n")
  }

  private mutating func add(_ time: MediaTime, _ who: String, _ what: String) {
    rows.append((time, rows.count, "\(who)  \(what)"))
  }

  /// Seconds with three decimals.
  static func clock(_ time: MediaTime) -> String {
    let milliseconds = Int(time.milliseconds.rounded())
    let rest = String(abs(milliseconds % 1_000))
    return "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  private static func name(of part: AgentSpan.Part) -> String {
    switch part {
    case .beginning: "agent begins"
    case .continuation: "agent goes on"
    case .aside: "agent murmurs"
    }
  }

  private static func text(of event: SessionEvent) -> String {
    switch event {
    case .turn(let report):
      let end = report.agent.interrupted ? "interrupted" : "finished"
      return "reply \(end), heard “\(report.agent.heard)”"
    case .overlap(let verdict):
      return "overlap \(verdict.kind.rawValue), \(verdict.reason.rawValue) “\(verdict.words)”"
        + (verdict.probability.map { ", backchannel \($0)" } ?? "")
    case .turnEnded(let reason): return "turn ended, \(reason.because), wait \(reason.wait)"
    case .state(let state): return "state \(state.rawValue)"
    default: return "\(event)"
    }
  }
}

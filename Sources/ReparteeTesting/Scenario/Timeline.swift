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
    for reply in record.replies {
      for (index, span) in reply.spans.enumerated() {
        let words = reply.words.filter { $0.start >= span.start && $0.start < span.end }
        let text = words.map(\.text).joined(separator: " ")
        let verb = index > 0 ? "goes on" : span.isReply ? "begins" : "sounds"
        add(span.start, "agent \(verb)", "“\(text)” until \(Self.clock(span.end))")
      }
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

  private static func text(of event: SessionEvent) -> String {
    switch event {
    case .turn(let report):
      let end = report.agent.interrupted ? "interrupted" : "finished"
      return "reply \(end), heard “\(report.agent.heard)”"
    case .state(let state): return "state \(state.rawValue)"
    default: return "\(event)"
    }
  }
}

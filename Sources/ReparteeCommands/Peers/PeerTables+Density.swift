extension PeerTables {
  private typealias Cell = EvaluationTable.Cell

  /// The runs of one peer with so many sessions, and their lines.
  private struct Group {
    var peer: Peer
    var sessions: Int
    var runs: [PeerRun]
    var figures: [PeerLine.Density]
    var late: [[Double?]]

    /// The median over the rounds.
    func median(_ value: (PeerLine.Density) -> Double?) -> Double? {
      percentile(figures.compactMap(value), 0.5)
    }
  }

  private var groups: [Group] {
    let all = runs.filter { $0.line?.density != nil }
    return Set(all.compactMap { $0.line?.sessions }).sorted().flatMap { count in
      Peer.allCases.compactMap { peer -> Group? in
        let runs = all.filter { $0.peer == peer.rawValue && $0.line?.sessions == count }
        guard !runs.isEmpty else { return nil }
        return Group(
          peer: peer, sessions: count, runs: runs, figures: runs.compactMap { $0.line?.density },
          late: runs.compactMap { $0.line?.late })
      }
    }
  }

  /// Processor time per second of a session, in percent of a core, by sessions.
  func processor(_ peer: Peer) -> [(sessions: Int, percent: Double)] {
    groups.filter { $0.peer == peer }.compactMap { group in
      group.median { Self.cores($0) }.map {
        (group.sessions, 100 * $0 / Double(max(group.sessions, 1)))
      }
    }
  }

  private static func cores(_ figures: PeerLine.Density) -> Double? {
    figures.wall > 0 ? figures.cpu / figures.wall : nil
  }

  var density: EvaluationTable {
    var table = EvaluationTable(
      "Density: many calls in one process, in real time",
      columns: [
        "sessions", "framework", "CPU per session, % of a core", "CPU in all, %", "turns", "missed",
        "reply p50", "reply p95", "lag p50", "lag p99", "lag max", "blocks late p99", "holds",
        "load before",
      ], notes: PeerNotes.density)
    for group in groups {
      let (replies, turns, missed) = (
        group.figures.flatMap(\.replies), group.figures.reduce(0) { $0 + $1.turns },
        group.figures.reduce(0) { $0 + $1.missed }
      )
      let cores = group.median { Self.cores($0) }.map { 100 * $0 }
      let late = percentile(group.late.compactMap { value($0, 1) }, 0.5)
      let median = percentile(replies, 0.5)
      let holds =
        (median ?? .infinity) < 1_000 && Double(missed) <= 0.02 * Double(turns)
        && (late ?? 0) <= 100
      table.add([
        .count(group.sessions), .text(group.peer.title),
        figure(cores.map { $0 / Double(max(group.sessions, 1)) }, 2), figure(cores, 0),
        .count(turns), .count(missed), .milliseconds(median),
        .milliseconds(percentile(replies, 0.95)),
        figure(group.median { value($0.lag, 0) }, 1), figure(group.median { value($0.lag, 1) }, 1),
        figure(group.figures.compactMap { value($0.lag, 2) }.max(), 1), figure(late, 1),
        .text(holds ? "yes" : "no"), .text(Self.loads(group.runs)),
      ])
    }
    return table
  }

  var memory: EvaluationTable {
    var table = EvaluationTable(
      "Memory of the process, MB",
      columns: [
        "sessions", "framework", "per added session, private", "per added session, resident",
        "resident at the end", "CPU s to start one",
      ], notes: PeerNotes.memory)
    for group in groups {
      func added(_ part: KeyPath<PeerLine.Memory, Double>) -> Double? {
        guard group.sessions > 1 else { return nil }
        return group.median { figures in
          guard let first = figures.memory["first"], let end = figures.memory["end"] else {
            return nil
          }
          return (end[keyPath: part] - first[keyPath: part]) / Double(group.sessions - 1)
        }
      }
      table.add([
        .count(group.sessions), .text(group.peer.title), figure(added(\.private), 2),
        figure(added(\.resident), 2), figure(group.median { $0.memory["end"]?.resident }, 0),
        figure(group.median { $0.startCPU }, 3),
      ])
    }
    return table
  }

  private func value(_ tail: [Double?], _ place: Int) -> Double? {
    tail.indices.contains(place) ? tail[place] : nil
  }

  private func figure(_ value: Double?, _ digits: Int) -> Cell {
    value.map { .number($0, digits) } ?? .none
  }

  private static func loads(_ runs: [PeerRun]) -> String {
    runs.compactMap(\.loadBefore).map { Cell.number($0, 1).shown }.joined(separator: ", ")
  }
}

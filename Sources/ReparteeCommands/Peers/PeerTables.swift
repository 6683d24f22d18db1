/// The tables of the comparison, worked out of what was measured; pure.
struct PeerTables {
  let runs: [PeerRun]

  private typealias Cell = EvaluationTable.Cell

  var all: [EvaluationTable] { [floor, sounds, density, memory].filter { !$0.rows.isEmpty } }

  private func runs(_ bench: PeerPlan.Bench, _ peer: Peer) -> [PeerRun] {
    runs.filter { $0.peer == peer.rawValue && $0.line?.bench == bench }
  }

  /// From the quietest to the busiest start.
  private func load(_ runs: [PeerRun]) -> Cell {
    let loads = runs.compactMap(\.loadBefore)
    guard let low = loads.min(), let high = loads.max() else { return .none }
    let (first, last) = (Cell.number(low, 1).shown, Cell.number(high, 1).shown)
    return .text(first == last ? first : "\(first)–\(last)")
  }

  var floor: EvaluationTable {
    var table = EvaluationTable(
      "Reply floor: true end of speech to first agent audio, ms",
      columns: [
        "framework", "n", "p50", "p95", "min", "max", "p50 by round", "> 2 s", "missed", "early",
        "load before",
      ], notes: PeerNotes.floor)
    for peer in Peer.allCases {
      let runs = runs(.floor, peer)
      let rounds = runs.map { ($0.line?.turns ?? []).compactMap(\.ms) }
      let (turns, all) = (
        runs.reduce(0) { $0 + ($1.line?.turns?.count ?? 0) }, rounds.flatMap { $0 }
      )
      guard turns > 0 else { continue }
      let medians = rounds.map { Cell.milliseconds(percentile($0, 0.5)).shown }
      table.add([
        .text(peer.title), .count(all.count), .milliseconds(percentile(all, 0.5)),
        .milliseconds(percentile(all, 0.95)), .milliseconds(all.min()), .milliseconds(all.max()),
        .text(medians.joined(separator: ", ")), .count(all.count { $0 > 2_000 }),
        .count(turns - all.count), .count(all.count { $0 < 0 }), load(runs),
      ])
    }
    return table
  }

  /// The trials of a sound, judged.
  func outcomes(_ sound: InterruptionPlan.Sound, _ peer: Peer) -> [InterruptionOutcome] {
    runs(.bargein, peer).filter { $0.line?.sound == sound }
      .flatMap { $0.line?.trials ?? [] }.map { InterruptionOutcome($0.trial) }
  }

  var sounds: EvaluationTable {
    var table = EvaluationTable(
      "Sounds while the agent talks, ms",
      columns: [
        "sound", "framework", "n", "kept/resumed/dropped", "stop p50", "stop p95", "pause p50",
        "lost p50", "lost max", "new replies", "no reply", "load before",
      ], notes: PeerNotes.sounds)
    for sound in InterruptionPlan.Sound.allCases {
      for peer in Peer.allCases {
        let outcomes = outcomes(sound, peer)
        guard !outcomes.isEmpty else { continue }
        let runs = runs(.bargein, peer).filter { $0.line?.sound == sound }
        table.add(
          [.text(sound.rawValue), .text(peer.title)] + row(outcomes) + [load(runs)])
      }
    }
    return table
  }

  private func row(_ outcomes: [InterruptionOutcome]) -> [Cell] {
    func column(_ path: KeyPath<InterruptionOutcome, Double?>) -> [Double] {
      outcomes.compactMap { $0[keyPath: path] }
    }
    let counts = [InterruptionOutcome.Kind.kept, .resumed, .dropped].map { kind in
      "\(outcomes.count { $0.outcome == kind })"
    }
    let (stop, lost) = (column(\.stop), column(\.lost))
    return [
      .count(outcomes.count), .text(counts.joined(separator: "/")),
      .milliseconds(percentile(stop, 0.5)), .milliseconds(percentile(stop, 0.95)),
      .milliseconds(percentile(column(\.pause), 0.5)), .milliseconds(percentile(lost, 0.5)),
      .milliseconds(lost.max()), .count(outcomes.count { $0.hasNewReply == true }),
      .count(outcomes.count { $0.outcome == .noReply }),
    ]
  }
}

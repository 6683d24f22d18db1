internal import ReparteeCore

/// The figures of `bench turns`, beside those published of other frameworks.
struct TurnBenchReport: Encodable {
  private(set) var tables: [EvaluationTable] = []
  private(set) var trials: [String: [InterruptionOutcome]] = [:]

  var text: String { tables.map(\.text).joined(separator: "\n\n") }

  mutating func add(floor turns: [FloorPlan.Turn]) {
    let latencies = turns.compactMap { $0.latency?.milliseconds }
    var table = EvaluationTable(
      "Reply floor: true end of speech to first agent audio, ms",
      columns: ["framework", "n", "p50", "p95", "min", "max", "> 2 s", "missed", "early"],
      notes: [
        "language model and voice 0 ms, transcript 100 ms after the end; no codec, no network",
        "the rows of other frameworks are from another run on another machine",
      ])
    table.add([
      .text("Repartee"), .count(latencies.count), .milliseconds(percentile(latencies, 0.5)),
      .milliseconds(percentile(latencies, 0.95)), .milliseconds(latencies.min()),
      .milliseconds(latencies.max()), .count(latencies.count { $0 > 2_000 }),
      .count(turns.count - latencies.count), .count(latencies.count { $0 < 0 }),
    ])
    for peer in PeerFigures.floor {
      table.add([
        .text("\(peer.name) (\(PeerFigures.label))"), .count(30), .milliseconds(peer.p50),
        .milliseconds(peer.p95), .milliseconds(peer.minimum), .none, .count(peer.slow),
        .count(0), .count(0),
      ])
    }
    tables += [table, perClip(turns)]
  }

  private func perClip(_ turns: [FloorPlan.Turn]) -> EvaluationTable {
    var table = EvaluationTable(
      "Reply floor by clip, ms", columns: ["clip", "n", "median", "min", "max"])
    var seen: [String] = []
    for turn in turns where !seen.contains(turn.clip) { seen.append(turn.clip) }
    for name in seen {
      let some = turns.filter { $0.clip == name }.compactMap { $0.latency?.milliseconds }
      table.add([
        .text(name), .count(some.count), .milliseconds(percentile(some, 0.5)),
        .milliseconds(some.min()), .milliseconds(some.max()),
      ])
    }
    return table
  }

  mutating func add(_ sound: InterruptionPlan.Sound, _ outcomes: [InterruptionOutcome]) {
    trials[sound.rawValue] = outcomes
    var table = EvaluationTable(
      "\(sound.title) while the agent talks, ms",
      columns: [
        "framework", "n", "kept/resumed/dropped", "stop p50", "stop p95", "pause p50", "pause max",
        "lost p50", "lost max", "new replies",
      ],
      notes: ["lost below zero was heard twice: a reply resumes at the start of a word"])
    func column(_ path: KeyPath<InterruptionOutcome, Double?>) -> [Double] {
      outcomes.compactMap { $0[keyPath: path] }
    }
    let counts = [InterruptionOutcome.Kind.kept, .resumed, .dropped].map { kind in
      "\(outcomes.count { $0.outcome == kind })"
    }
    table.add([
      .text("Repartee"), .count(outcomes.count), .text(counts.joined(separator: "/")),
      .milliseconds(percentile(column(\.stop), 0.5)),
      .milliseconds(percentile(column(\.stop), 0.95)),
      .milliseconds(percentile(column(\.pause), 0.5)), .milliseconds(column(\.pause).max()),
      .milliseconds(percentile(column(\.lost), 0.5)), .milliseconds(column(\.lost).max()),
      .count(outcomes.count { $0.hasNewReply == true }),
    ])
    for peer in PeerFigures.sounds where peer.sound == sound.rawValue {
      table.add([
        .text("\(peer.name) (\(PeerFigures.label))"), .count(peer.count), .text(peer.outcomes),
        .milliseconds(peer.stop50), .milliseconds(peer.stop95), .milliseconds(peer.pause), .none,
        .milliseconds(peer.lost), .none, .count(peer.newReplies),
      ])
    }
    tables.append(table)
  }
}

extension InterruptionPlan.Sound {
  var title: String {
    switch self {
    case .speech: "Speech"
    case .backchannel: "Backchannels (\"mm-hmm\" in the transcript)"
    case .unheard: "Backchannels that the recogniser does not hear"
    case .noise: "Sneezes"
    }
  }
}

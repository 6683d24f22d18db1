internal import ReparteeCore

/// Brings the agent's own voice back to it: it must not take the turn from itself.
struct EchoEvaluation {
  static let delays: [Int64] = [40, 120, 300]
  static let gains: [Float] = [-10, -20, -30]

  var scene: OverlapScene

  func run(note: (String) -> Void) async throws -> EvaluationTable {
    var table = EvaluationTable(
      "The agent's own voice coming back, G.711 µ-law",
      columns: [
        "delay ms", "level dB", "pauses", "cut at ms", "pause p50", "pause max", "verdicts",
      ],
      notes: ["goal: no cut"])
    for delay in Self.delays {
      for gain in Self.gains {
        let line = OverheardLine(
          caller: [], lead: .seconds(16), echo: .init(delay: .milliseconds(delay), gain: gain),
          isTelephone: true)
        let outcome = try await scene.run(line, onset: .seconds(-16))
        let pauses = outcome.pauses.compactMap(\.length)
        table.add([
          .count(Int(delay)), .number(Double(gain), 0), .count(outcome.pauses.count),
          .milliseconds(outcome.cut), .milliseconds(percentile(pauses, 0.5)),
          .milliseconds(pauses.max()), .text(String(outcome.reasons.prefix(160))),
        ])
        note("echo \(delay) ms \(gain) dB: \(outcome.pauses.count) pauses")
      }
    }
    return table
  }
}

internal import Foundation

extension EndpointReport {
  /// Tables for people.
  var text: String {
    let head = "Ends of turns: \(silences) silences, \(unnoticed) of them not noticed as silence."
    let about =
      "Cut-ins: share of pauses of \(EndpointFigures.pauses.map { "\($0)" }.joined(separator: ", "))"
      + " s in which the turn was taken before the caller went on.\nWaits at true ends in ms."
    return ([head, about] + groups.map(\.text)).joined(separator: "\n\n")
  }
}

extension EndpointReport.Group {
  var text: String {
    let pauses = EndpointFigures.pauses
    let first = repartee.points.first
    let heading =
      "\(title); \(latencies)\n\(first?.ends ?? 0) ends, "
      + "\((first?.pauses ?? 0) / pauses.count) silences inside turns"
    let columns =
      ["policy", "cut-in %"] + pauses.map { "\($0) s" }
      + ["mean", "p50", "p95", "ours at its wait", "our wait at its cut-ins"]
    let rows = (repartee.points + others).map { figures in
      [figures.policy, Self.percent(figures.cutIns)] + figures.cutInsByLength.map(Self.percent)
        + [figures.mean, figures.p50, figures.p95].map { String(format: "%.0f", $0) }
        + (figures.policy.hasPrefix("repartee") ? ["", ""] : beside(figures))
    }
    return heading + "\n" + Self.table([columns] + rows) + "\n" + verdict
  }

  /// What we do at the same mean wait, and how long we wait at the same share of cut-ins.
  private func beside(_ other: EndpointFigures) -> [String] {
    [
      repartee.cutIns(atMean: other.mean).map(Self.percent) ?? "–",
      repartee.mean(atCutIns: other.cutIns).map { String(format: "%.0f", $0) } ?? "–",
    ]
  }

  /// Policies that cut in no more than we do at their mean wait.
  var notBeaten: [String] {
    others.filter { other in
      guard let ours = repartee.cutIns(atMean: other.mean) else { return true }
      return ours >= other.cutIns && !(ours == 0 && other.cutIns == 0)
    }.map(\.policy)
  }

  private var verdict: String {
    notBeaten.isEmpty
      ? "fewer cut-ins than every other policy at its mean wait"
      : "not below: " + notBeaten.joined(separator: "; ")
  }

  private static func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }

  private static func table(_ lines: [[String]]) -> String {
    let widths = (lines.first ?? []).indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.map { cells in
      zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }.joined(separator: "\n")
  }
}

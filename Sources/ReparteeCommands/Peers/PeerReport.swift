internal import Foundation

/// All that a comparison found: as Markdown, as JSON and as a picture.
struct PeerReport: Sendable, Codable {
  var date: String
  /// Of the repository; nil when that is not known.
  var commit: String?
  var machine: PeerMachine
  var rounds: Int
  var runs: [PeerRun]

  /// The packages of each framework.
  var versions: [String] {
    var lines: [String] = []
    for peer in Peer.allCases where peer != .unmarked {
      guard let line = runs.first(where: { $0.peer == peer.rawValue && $0.line != nil })?.line
      else { continue }
      let names = line.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      let own = peer == .repartee ? commit.map { ", commit \($0)" } ?? "" : ""
      lines.append("\(peer.title): \(names.joined(separator: ", "))\(own)")
    }
    return lines
  }

  private var failures: [String] {
    runs.compactMap { run in run.failure.map { "Round \(run.round): \($0)" } }
  }

  /// Said plainly, since what else runs costs the frameworks unequally.
  private var disturbance: [String] {
    let loads = runs.compactMap(\.loadBefore)
    let busy = loads.count { $0 >= PeerRounds.quiet }
    guard busy > 0 else { return [] }
    return [
      "**\(busy) of \(loads.count) starts began on a busy machine: these figures do not compare the frameworks.**"
    ]
  }

  private var notes: [String] {
    disturbance + PeerNotes.common + [PeerNotes.truth(of: runs)] + failures
  }

  var markdown: String {
    let tables = PeerTables(runs: runs).all
    let head =
      "# Repartee beside its peers\n\n\(date), \(machine.text), \(rounds) "
      + "round\(rounds == 1 ? "" : "s"); the frameworks ran in turn.\n\n"
      + versions.map { "- \($0)\n" }.joined()
    let rest = "## What is and is not in these figures\n\n" + notes.map { "- \($0)\n" }.joined()
    return ([head] + tables.map(\.markdown) + [rest]).joined(separator: "\n")
  }

  /// With the tables beside what they were worked out of.
  var json: String {
    get throws {
      try Output.jsonText(
        Whole(report: self, tables: PeerTables(runs: runs).all, notes: notes))
    }
  }

  private struct Whole: Encodable {
    var report: PeerReport
    var tables: [EvaluationTable]
    var notes: [String]
  }
}

extension EvaluationTable {
  /// As a table of Markdown with its title and notes.
  var markdown: String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    return "## \(title)\n\n" + line(columns) + line(columns.map { _ in "---" })
      + rows.map { line($0.map(\.shown)) }.joined() + "\n" + notes.map { "- \($0)\n" }.joined()
  }
}

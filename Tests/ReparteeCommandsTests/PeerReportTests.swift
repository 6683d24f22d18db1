import Foundation
import ReparteeCore
import Testing

@testable import ReparteeCommands

@Suite("The tables and the picture of a comparison")
struct PeerReportTests {
  private static func line(_ peer: Peer, _ bench: PeerPlan.Bench, sessions: Int = 1) -> PeerLine {
    PeerLine(
      peer: peer.rawValue, bench: bench, sessions: sessions, versions: ["v": "1"],
      late: [1, 2, 3], truth: ["a": [1_600, 27_200]])
  }

  private static func run(_ line: PeerLine, round: Int, load: Double) -> PeerRun {
    PeerRun(round: round, peer: line.peer, plan: line.bench.rawValue, loadBefore: load, line: line)
  }

  private static func floor(_ peer: Peer, _ turns: [Double?], round: Int) -> PeerRun {
    var line = line(peer, .floor)
    line.turns = turns.map { .init(clip: "a", ms: $0) }
    return run(line, round: round, load: Double(round) / 10)
  }

  private static func density(
    _ peer: Peer, cpu: Double, end: Double, late: Double = 2, missed: Int = 0, round: Int = 1
  ) -> PeerRun {
    var line = line(peer, .density, sessions: 11)
    line.late = [1, late, late]
    line.density = .init(
      cpu: cpu, wall: 30, startCPU: 0.1, turns: 50, missed: missed, replies: [300, 400, 500],
      lag: [0.5, 4, 9],
      memory: [
        "first": .init(resident: 100, private: 90), "end": .init(resident: 200, private: end),
      ])
    return run(line, round: round, load: 0.5)
  }

  private static func shown(_ table: EvaluationTable) -> [[String]] {
    table.rows.map { $0.map(\.shown) }
  }

  @Test("replies of all rounds are pooled, and what never came is missed")
  func floor() {
    let runs = [
      Self.floor(.pipecat, [300, 310, nil], round: 1), Self.floor(.repartee, [200, -5], round: 1),
      Self.floor(.pipecat, [2_500, 320], round: 2),
    ]
    let rows = Self.shown(PeerTables(runs: runs).floor)
    #expect(rows.map(\.first) == ["Pipecat", "Repartee"])
    #expect(
      rows[0] == [
        "Pipecat", "4", "315", "2173", "300", "2500", "305, 1410", "1", "1", "0", "0.1–0.2",
      ])
    #expect(rows[1][8...].prefix(2) == ["0", "1"])
  }

  @Test("a session's share, memory of those added and whether it holds")
  func density() {
    let runs = [
      Self.density(.livekit, cpu: 33, end: 190), Self.density(.repartee, cpu: 3.3, end: 95),
      Self.density(.pipecat, cpu: 33, end: 190, missed: 2),
      Self.density(.null, cpu: 1, end: 90, late: 101),
    ]
    let tables = PeerTables(runs: runs)
    let rows = Self.shown(tables.density)
    #expect(rows.map { $0[1] } == ["LiveKit Agents", "Pipecat", "Repartee", "no framework (null)"])
    #expect(rows.map { $0[2] } == ["10.00", "10.00", "1.00", "0.30"])
    #expect(rows.map { $0[12] } == ["yes", "no", "yes", "no"])
    #expect(Self.shown(tables.memory).map { $0[2] } == ["10.00", "10.00", "0.50", "0.00"])
    #expect(tables.processor(.repartee).map { ($0.percent * 1_000).rounded() } == [1_000])
  }

  @Test("density is the median of the rounds")
  func rounds() {
    let runs = [3, 30, 6].enumerated().map {
      Self.density(.repartee, cpu: Double($1), end: 95, round: $0 + 1)
    }
    #expect(Self.shown(PeerTables(runs: runs).density)[0][3] == "20")
  }

  @Test("a failure is in the report and costs no other figure")
  func failures() throws {
    var failed = PeerRun(round: 1, peer: "livekit", plan: "floor")
    failed.failure = "floor with LiveKit Agents failed: no module"
    let report = Self.report([failed, Self.floor(.repartee, [200], round: 1)])
    #expect(report.markdown.contains("- Round 1: floor with LiveKit Agents failed: no module"))
    #expect(report.markdown.contains("| Repartee | 1 | 200 |"))
    let object = try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any]
    #expect((object?["tables"] as? [Any])?.count == 1)
  }

  @Test("every difference between the grounds of truth is told")
  func truth() {
    var other = Self.line(.repartee, .floor)
    other.truth = ["a": [1_600, 27_360], "b": [0, 1]]
    let runs = [Self.floor(.pipecat, [1], round: 1), Self.run(other, round: 1, load: 0)]
    #expect(PeerNotes.truth(of: runs).contains("of 2 clips"))
    #expect(PeerNotes.truth(of: runs).contains("at most 10 ms"))
  }

  @Test("a busy machine is told first", arguments: [(0.4, false), (1.5, true)])
  func busy(_ load: Double, _ isTold: Bool) {
    var run = Self.floor(.repartee, [200], round: 1)
    run.loadBefore = load
    #expect(Self.report([run]).markdown.contains("- **1 of 1 starts") == isTold)
  }

  private static func report(_ runs: [PeerRun]) -> PeerReport {
    PeerReport(
      date: "2026", commit: "abc",
      machine: PeerMachine(cores: 2, processor: "A & B", gigabytes: 1, system: "Linux"),
      rounds: 1, runs: runs)
  }

  @Test("the picture is well formed and has a mark for every reply")
  func picture() {
    let runs = [
      Self.floor(.pipecat, [300, 310, nil], round: 1), Self.density(.repartee, cpu: 3, end: 95),
    ]
    let svg = PeerPlot.svg(of: Self.report(runs))
    #expect(svg.hasPrefix("<svg xmlns="))
    #expect(svg.hasSuffix("</svg>\n"))
    #expect(svg.contains("A &amp; B"))
    // Two replies and a point of density.
    #expect(svg.ranges(of: "<circle ").count == 3)
    #expect(svg.ranges(of: "<text ").count == svg.ranges(of: "</text>").count)
    #expect(PeerPlot.svg(of: Self.report([])).contains("</svg>"))
  }

  @Test(
    "coordinates are plain numbers",
    arguments: [(1.25, "1.3"), (2, "2"), (.nan, "0"), (-0.5, "-0.5")])
  func numbers(_ value: Double, _ shown: String) {
    #expect(VectorPicture.number(value) == shown)
  }

  @Test("a table of Markdown keeps its columns whatever is in a cell")
  func markdown() {
    var table = EvaluationTable("T", columns: ["a", "b"], notes: ["n"])
    table.add([.text("x|y"), .number(1, 0)])
    #expect(table.markdown == "## T\n\n| a | b |\n| --- | --- |\n| x\\|y | 1 |\n\n- n\n")
  }
}

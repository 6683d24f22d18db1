internal import ArgumentParser
internal import Foundation

/// Repartee beside other frameworks: the same callers, stand-ins and clock, in turn in one run.
struct BenchPeers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peers",
    abstract: "Repartee beside LiveKit Agents and Pipecat, in turn in one run.",
    discussion: """
      The first run makes a Python environment with the peers beside the models. Prints tables in Markdown. All \
      of it takes more than half an hour a round; --rounds 1 --only floor about twelve minutes.
      """)

  @Argument(help: "A folder with MANIFEST.tsv and the recordings it names.")
  var data: String

  @Option(help: "How often everything is run.")
  var rounds = 3

  @Option(help: "Only these, separated by commas: floor, bargein, density.")
  var only = "floor,bargein,density"

  @Option(help: "Sessions of the density runs, separated by commas.")
  var sessions = "1,10,20,40"

  @Option(help: "Turns of the reply floor in a round.")
  var turns = 30

  @Option(help: "Seconds for which a quiet machine is waited for before each start.")
  var wait = 300

  @Option(help: "A file for everything that was measured, as JSON; kept up to date while it runs.")
  var json: String?

  @Option(help: "A file for a picture, as SVG.")
  var plot: String?

  func validate() throws {
    guard (1...1_000).contains(rounds) else { throw ValidationError("--rounds is from 1 to 1000") }
    guard (1...10_000).contains(turns) else { throw ValidationError("--turns is from 1 to 10000") }
    guard (0...86_400).contains(wait) else { throw ValidationError("--wait is from 0 to 86400 s") }
    _ = try (benches, counts)
  }

  private var benches: [PeerPlan.Bench] { get throws { try CommaList.read(only, "--only") } }
  private var counts: [Int] { get throws { try CommaList.counts(sessions, "--sessions") } }

  func run() async throws {
    let plans = try plans(DataFolder(path: data))
    let environment = try await PeerEnvironment.prepare(note: Output.note)
    let commit = try Self.commit(of: environment.scripts)
    let all = PeerRounds(
      environment: environment, plans: plans, rounds: rounds, patience: Double(wait),
      note: Output.note)
    var report = PeerReport(
      date: Date.now.formatted(.iso8601), commit: commit, machine: .this, rounds: rounds, runs: [])
    // A path that cannot be written is told now, not after the first figures.
    try write(report)
    report.runs = try await all.run { runs in
      report.runs = runs
      try write(report)
    }
    Output.line(report.markdown)
    guard report.runs.contains(where: { $0.line != nil }) else {
      throw CommandError("no start gave figures; the reasons are above")
    }
  }

  private func plans(_ data: DataFolder) throws -> [PeerPlan] {
    try benches.flatMap { bench -> [PeerPlan] in
      switch bench {
      case .floor: [.floor(data, turns: turns)]
      case .bargein: try InterruptionPlan.Sound.allCases.map { try .bargein($0, data) }
      case .density: try counts.map { .density(data, sessions: $0) }
      }
    }
  }

  private func write(_ report: PeerReport) throws {
    if let json { try Output.write(Data((report.json + "\n").utf8), to: json) }
    if let plot { try Output.write(Data(PeerPlot.svg(of: report).utf8), to: plot) }
  }

  private static func commit(of folder: String) throws -> String? {
    guard let git = SystemProgram.find("git"),
      let text = try SystemProgram.output(
        of: git, ["-C", folder, "rev-parse", "--short", "HEAD"], for: folder, limit: 1_000,
        patience: 10)
    else { return nil }
    return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Repartee's side, in a process of its own as the peers have: a plan on standard input, a line on standard output.
struct PeerRunCommand: AsyncParsableCommand {
  static let name = "peer-run"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "One start of Repartee for `bench peers`.", shouldDisplay: false)

  func run() async throws {
    let text = FileHandle.standardInput.readDataToEndOfFile()
    guard let plan = try? JSONDecoder().decode(PeerPlan.self, from: text) else {
      throw CommandError("standard input holds no plan; use `repartee bench peers`")
    }
    try Output.json(try await PeerHarness(plan).run())
  }
}

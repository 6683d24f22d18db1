internal import ArgumentParser

/// Measures speed on this machine.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure speed on this machine.",
    subcommands: [
      BenchLocal.self, BenchTurns.self, BenchDensity.self, BenchTransport.self, BenchSoak.self,
      BenchPeers.self,
      PeerRunCommand.self,
    ])
}

/// The local models and a whole conversation, one after another on this machine.
struct BenchLocal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "local", abstract: "The local models and whole turns, one after another.")

  @Option(help: "Turns of the conversation at wall-clock pace.")
  var turns = 24

  func validate() throws {
    guard (1...10_000).contains(turns) else {
      throw ValidationError("--turns is from 1 to 10000")
    }
  }

  func run() async throws {
    let bench = LocalBench(turns: turns)
    Output.line("what\tfigures")
    try await bench.run { Output.line($0) }
  }
}

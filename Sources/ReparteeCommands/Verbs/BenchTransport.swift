internal import ArgumentParser

/// What WebRTC and WebSocket take, of a caller's time and of the machine's.
struct BenchTransport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transport",
    abstract: "What WebRTC and WebSocket take: delay, processor, memory, set-up time.",
    discussion: """
      'path' is the server's own way of a packet in and a block out, in this process; 'echo' goes from microphone to \
      loudspeaker through a server that echoes, in headless Chromium, driven by Python; 'sessions' is a server with \
      synthetic peers. All of it takes about six minutes. Without Chromium, or without the package websockets in the \
      python3 of PATH, the echo is left out.
      """)

  @Option(help: "Only these, separated by commas: path, echo, sessions.")
  var only = "path,echo,sessions"

  @Option(help: "Sessions at once, separated by commas, a row each.")
  var sessions = "1,10,50"

  @Option(help: "Seconds for which sessions are measured, after nine of warming up.")
  var seconds = 15

  @Option(help: "Sounds whose echo is measured, over each transport.")
  var sweeps = 24

  @Option(help: "Packets each way of the server's own path.")
  var packets = 10_000

  @Flag(help: "Print JSON, one line a table.")
  var json = false

  func validate() throws {
    guard (6...3_600).contains(seconds) else {
      throw ValidationError("--seconds is from 6 to 3600")
    }
    guard (1...1_000).contains(sweeps) else { throw ValidationError("--sweeps is from 1 to 1000") }
    guard (1...1_000_000).contains(packets) else {
      throw ValidationError("--packets is from 1 to 1000000")
    }
    _ = try bench
  }

  /// What is asked for.
  var bench: TransportBench {
    get throws {
      var bench = TransportBench()
      bench.parts = Set(try CommaList.read(only, "--only"))
      bench.sessions = try CommaList.counts(sessions, "--sessions")
      bench.seconds = Double(seconds)
      bench.sweeps = sweeps
      bench.packets = packets
      bench.note = Output.note
      return bench
    }
  }

  func run() async throws {
    var isFirst = true
    try await bench.run { table in
      if json { return try Output.json(table) }
      Output.line((isFirst ? "" : "\n") + table.text)
      isFirst = false
    }
  }
}

internal import ArgumentParser

/// How many calls one server carries, and what each takes.
struct BenchDensity: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "density",
    abstract: "How many calls one server carries, and what each of them takes.",
    discussion: """
      Each row is a fresh server in a process of its own, and clients in this one, over loopback; each caller asks \
      every six seconds. With mock services all but the voice detector is replaced by something that costs nothing: \
      what is measured is the server. It ends at the first row that is too many: loops late by over 20 ms (p99), \
      half the answers over a second, one turn in fifty without an answer, or a lost call.
      """)

  @Option(parsing: .upToNextOption, help: "Calls at once, a row each.")
  var sessions = [1, 10, 50, 100, 200, 400, 800]

  @Option(help: "ws16k, ws8k, mulaw8k or webrtc.")
  var transport = DensityBench.Line.ws16k

  @Option(help: "mock, local or echo.")
  var services = ServeCommand.Services.mock

  @Option(help: "Seconds that are measured, after nine of warming up.")
  var seconds = 30

  @Flag(help: "Record both sides of each call, as a server does unless told otherwise.")
  var recordings = false

  @Flag(help: "Print JSON, one line a row.")
  var json = false

  func validate() throws {
    guard !sessions.isEmpty, sessions.allSatisfy({ (1...10_000).contains($0) }) else {
      throw ValidationError("--sessions are from 1 to 10000")
    }
    guard (6...3_600).contains(seconds) else {
      throw ValidationError("--seconds is from 6 to 3600")
    }
  }

  func run() async throws {
    var bench = DensityBench(line: transport)
    bench.services = services
    bench.keepsRecordings = recordings
    bench.length = Double(seconds)
    if !json { Output.line(DensityRow.head) }
    for count in sessions {
      let row = try await bench.measure(count)
      if json { try Output.json(row) } else { Output.line(row.text) }
      if let failure = row.failure { return Output.note("\(count) are too many: \(failure)") }
    }
  }
}

extension DensityBench.Line: ExpressibleByArgument {}

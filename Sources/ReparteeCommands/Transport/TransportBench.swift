internal import ReparteeAudio
internal import ReparteeCore
internal import ReparteeInference
internal import ReparteeLocal
internal import ReparteeTransports

/// What the transports take: of a caller's time, and of the machine's.
struct TransportBench {
  enum Part: String, CaseIterable { case echo, sessions, path }

  var parts = Set(Part.allCases)
  var sessions = [1, 10, 50]
  /// For which sessions are measured, after warming up.
  var seconds = 15.0
  var sweeps = 24
  var packets = 10_000
  /// Told what takes a while, and what is left out.
  var note: (String) -> Void = { _ in }

  /// - Parameter show: told each table as it is done.
  func run(show: (EvaluationTable) throws -> Void) async throws {
    if parts.contains(.path) {
      note("the server's own path, \(packets) packets each way over each transport")
      let load = PeerMachine.load
      let costs = try await costs()
      try show(TransportTables.costs(costs, load: load))
      try show(TransportTables.waits(costs, load: load))
    }
    let echo = parts.contains(.echo) ? try await echo() : nil
    if let table = echo?.table { try show(table) }
    if parts.contains(.sessions) { try show(try await density()) }
    if echo?.isWhole == false {
      throw CommandError("the echo could not be measured over each transport; why is above")
    }
  }

  private func costs() async throws -> [TransportTables.Path] {
    let question = try await DensityBench.question()
    let truth = GroundTruth(question)
    // Said over and over, without the silence around it.
    let speech = RateConverter(from: .hz16000, to: .hz24000)
      .convert(Array(question[truth.onset..<max(truth.onset, truth.offset)]))
    return try [LoadClients.Line.webSocket, .webRTC].map { line in
      try TransportTables.Path(
        line: line, cost: PathCost.measure(line, speech: speech, count: packets))
    }
  }

  /// - Returns: nil where there is no browser to measure it in.
  private func echo() async throws -> (table: EvaluationTable, isWhole: Bool)? {
    let bench: EchoBench
    do { bench = try await EchoBench.prepare(sweeps: sweeps) } catch let error as CommandError {
      note("left out: the echo through a browser (\(error.description))")
      return nil
    }
    let load = PeerMachine.load
    var rows: [EchoBench.Row] = []
    for line in EchoBench.Line.allCases {
      note("the echo over \(line.rawValue), about \(Int(bench.signal.seconds + 5)) s")
      do { rows.append(try await bench.measure(line)) } catch let error as CommandError {
        note("the echo over \(line.rawValue) could not be measured: \(error.description)")
      }
    }
    let isWhole = rows.count == EchoBench.Line.allCases.count
    return (TransportTables.echo(rows, load: load), isWhole)
  }

  private func density() async throws -> EvaluationTable {
    let load = PeerMachine.load
    var rows: [(DensityBench.Line, DensityRow)] = []
    for line in [DensityBench.Line.ws16k, .webrtc] {
      var bench = DensityBench(line: line)
      bench.length = seconds
      for count in sessions {
        note("\(count) sessions over \(line.rawValue), about \(Int(seconds + 20)) s")
        let row = try await bench.measure(count)
        if let failure = row.failure { note("\(count) are too many: \(failure)") }
        rows.append((line, row))
      }
    }
    return TransportTables.sessions(rows, load: load)
  }
}

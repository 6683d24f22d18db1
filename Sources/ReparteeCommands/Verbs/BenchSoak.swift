internal import ArgumentParser
internal import Foundation

/// Whether calls leave anything behind, after thousands of them and after hours.
struct BenchSoak: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak",
    abstract: "Whether calls leave anything behind, after thousands of them and after hours.",
    discussion: """
      First scripted calls on a virtual clock, in this process: turns, interruptions, callers who vanish, say \
      nothing or type, with models that now and then fail or hang. Then clients at the pace of the wall on a server \
      in a process of its own, whose calls of 20 to 60 seconds end and are begun anew. Every call has to end with a \
      reason and to leave a journal that replays; no memory, descriptor, thread, session or task may be left. Ends \
      with an error when something is.
      """)

  @Option(help: "Scripted calls; 0 for none.")
  var calls = 10_000

  @Option(
    help:
      "Minutes at the pace of the wall; 0 for none. Under ten the memory is shown and not judged.")
  var minutes = 30.0

  @Option(help: "Calls at once on the server: half of what two cores carry.")
  var sessions = 125

  @Option(help: "ws16k, ws8k, mulaw8k or webrtc.")
  var transport = DensityBench.Line.ws16k

  @Option(help: "Another number, other scripted calls.")
  var seed: UInt64 = 1

  @Flag(help: "Print JSON, one line for each part.")
  var json = false

  func validate() throws {
    guard (0...10_000_000).contains(calls) else {
      throw ValidationError("--calls is from 0 to 10000000")
    }
    guard (0...10_000).contains(minutes) else {
      throw ValidationError("--minutes is from 0 to 10000")
    }
    guard (1...10_000).contains(sessions) else {
      throw ValidationError("--sessions is from 1 to 10000")
    }
  }

  func run() async throws {
    var failures: [String] = []
    if calls > 0 {
      let report = try await FastSoak(calls: calls, seed: seed).run { report in
        if report.calls % 1_000 == 0 { Output.note("\(report.calls) calls") }
      }
      if json { try Output.json(report) } else { Output.line(report.text) }
      failures += report.failures
    }
    if minutes > 0, !Task.isCancelled {
      let soak = LiveSoak(sessions: sessions, seconds: minutes * 60, line: transport)
      let report = try await soak.run { report in
        guard report.samples.count % 6 == 0, let last = report.samples.last else { return }
        Output.note(
          "\(Int(report.seconds.rounded())) s: \(report.calls) calls,"
            + " \(Int(last.facts.residentKilobytes / 1_024)) MB")
      }
      if json { try Output.json(report) } else { Output.line(report.text) }
      failures += report.failures
    }
    guard failures.isEmpty else { throw CommandError("soak: \(failures.joined(separator: "; "))") }
    try Task.checkCancellation()
  }
}

internal import ArgumentParser
internal import Foundation
internal import Repartee
internal import ReparteeLocal

/// Lets an agent answer a recorded caller.
struct ConverseCommand: AsyncParsableCommand {
  enum Pace: String, ExpressibleByArgument, CaseIterable { case real, fast }

  static let configuration = CommandConfiguration(
    commandName: "converse", abstract: "Let an agent answer a recorded caller.")

  @Option(name: .customLong("in"), help: "The caller: a WAV file.")
  var input: String

  @Option(name: .customLong("out"), help: "The call: 24 kHz stereo, left caller, right agent.")
  var output: String

  @Option(help: "What was said and where the time went, as JSON.")
  var report: String?

  @Option(help: "Every input and decision, for 'replay'.")
  var journal: String?

  @Option(help: "The agent, as YAML. The default is a receptionist.")
  var agent: String?

  @Option(help: "'real' is the wall clock, 'fast' a virtual one.")
  var pace = Pace.real

  @Option(help: "Seed of the language model's sampling.")
  var seed: UInt64 = 0

  @OptionGroup var models: ModelOptions

  func validate() throws {
    let paths = [input, output, report, journal].compactMap { $0 }
      .filter { !OutputFile.isSpecial($0) }
      .map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    guard Set(paths).count == paths.count else {
      throw ValidationError(
        "--in, --out, --report and --journal name a file twice; give each its own")
    }
  }

  func run() async throws {
    let caller = try AudioInput.load(path: input)
    guard !caller.isEmpty else { throw CommandError("\(input): holds no audio") }
    var script = try agent.map(AgentFile.load) ?? BundledAgent.receptionist()
    script.sampling.seed = seed
    let conversation = Conversing(
      agent: script, models: try await models.load(), isReal: pace == .real,
      journalPath: journal, reportPath: report)
    try await conversation.run(recordingTo: output) {
      FileCaller(samples: caller, recording: $0)
    }
  }
}

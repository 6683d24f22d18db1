internal import ArgumentParser
internal import Repartee
internal import ReparteeInference
internal import ReparteeLocal
internal import ReparteeTurn

/// How quickly turns are taken, by the scenario contract that other frameworks were measured by.
struct BenchTurns: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "turns",
    abstract: "Reply floor, and what sounds over the agent's speech do, on recordings.",
    discussion: """
      The voice detector and the turn detector are real. The recogniser reports each clip 100 ms after its true \
      end, language model and voice take no time: what is left is the framework's own delay.
      """)

  @Argument(help: "A folder with MANIFEST.tsv and the recordings it names.")
  var data: String

  @Option(help: "'fast' is a virtual clock, 'real' that of the wall.")
  var pace = MeasuredCall.Pace.fast

  @Option(parsing: .upToNextOption, help: "Only these: floor, speech, backchannel, unheard, noise.")
  var only: [Part] = []

  @Option(help: "Turns of the reply floor.")
  var turns = 30

  @Flag(help: "A telephone line: G.711 µ-law.")
  var telephone = false

  @OptionGroup var settings: TurnSettingOptions

  @Flag(help: "Print every decision as it is made.")
  var trace = false

  @Flag(help: "Print JSON.")
  var json = false

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case floor, speech, backchannel, unheard, noise

    var sound: InterruptionPlan.Sound? { InterruptionPlan.Sound(rawValue: rawValue) }
  }

  func validate() throws {
    guard (1...10_000).contains(turns) else {
      throw ValidationError("--turns is from 1 to 10000")
    }
  }

  func run() async throws {
    let workers = ModelWorkers(name: "bench", threads: 1)
    var agent = Agent("Bench", instructions: "")
    agent.turn = try settings.settings
    var bench = TurnBench(
      data: try DataFolder(path: data), voice: try SileroVoiceDetector(home: .standard),
      turn: try SmartTurnDetector(home: .standard, workers: workers), agent: agent)
    bench.pace = pace
    bench.isTelephone = telephone
    if trace { bench.trace = { Output.note($0) } }
    var report = TurnBenchReport()
    for part in only.isEmpty ? Part.allCases : only {
      if trace { Output.note("--- \(part.rawValue)") }
      if let sound = part.sound {
        report.add(sound, try await bench.interruptions(sound))
      } else {
        report.add(floor: try await bench.floor(turns: turns))
      }
    }
    if json { try Output.json(report) } else { Output.line(report.text) }
  }
}

extension MeasuredCall.Pace: ExpressibleByArgument {}

/// Turn settings that differ from their defaults.
struct TurnSettingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: "A turn setting as name=number, for example minimum_wait_ms=200.")
  var changes: [String] = []

  var settings: TurnSettings {
    get throws {
      var settings = TurnSettings()
      for change in changes {
        let parts = change.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let value = Double(parts[1]), value.isFinite,
          let field = TurnSettings.fields.first(where: { $0.name == parts[0] })
        else {
          let names = TurnSettings.fields.map(\.name).joined(separator: ", ")
          throw ValidationError("--set \(change): give one of \(names) as name=number")
        }
        field.set(&settings, value)
      }
      return settings
    }
  }
}

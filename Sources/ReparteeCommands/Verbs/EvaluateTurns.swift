internal import ArgumentParser
internal import Repartee
internal import ReparteeAudio
internal import ReparteeInference
internal import ReparteeLocal

/// How well turns are taken, on real recordings.
struct EvaluateTurns: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "turns",
    abstract: "Words and sounds over the agent, echo, people over people, and ends of turns.")

  enum Part: String, ExpressibleByArgument, CaseIterable { case overlap, noise, echo, bargein, end }

  @Argument(help: "A folder with MANIFEST.tsv and the recordings it names.")
  var data: String

  @Option(parsing: .upToNextOption, help: "Only these: overlap, noise, echo, bargein, end.")
  var only: [Part] = []

  @Option(help: "The most recordings of each kind of noise.")
  var most = 10_000

  @OptionGroup var settings: TurnSettingOptions

  @Flag(help: "Print every decision as it is made.")
  var trace = false

  @Flag(help: "Print JSON.")
  var json = false

  /// What all parts found.
  struct Report: Encodable {
    var overlap: OverlapReport?
    var tables: [EvaluationTable] = []
    var end: EndpointReport?

    var text: String {
      ([overlap?.text] + tables.map(\.text) + [end?.text]).compactMap { $0 }
        .joined(separator: "\n\n")
    }
  }

  func run() async throws {
    let parts = Set(only.isEmpty ? Part.allCases : only)
    let folder = try DataFolder(path: data)
    var report = Report()
    if parts.contains(.overlap) {
      let segments = data + "/text/mrda_segments_open.jsonl.gz"
      report.overlap = try OverlapEvaluation(segments: segments, settings: try settings.settings).run()
    }
    if !parts.isDisjoint(with: [.noise, .echo, .bargein]) {
      report.tables = try await sounds(folder, parts)
    }
    if parts.contains(.end) {
      report.end = try await EndpointEvaluation(folder: data).run(
        voice: try SileroVoiceDetector(home: .standard),
        turn: try SmartTurnDetector(home: .standard),
        recognizer: try WhisperRecognizer(final: .base, home: .standard)
      ) { Output.note($0) }
    }
    if json { try Output.json(report) } else { Output.line(report.text) }
  }

  private func sounds(_ folder: DataFolder, _ parts: Set<Part>) async throws -> [EvaluationTable] {
    let speech = CachedVoice(
      try HibariSynthesizer(workers: ModelWorkers(name: "voice", threads: 1)))
    var agent = Agent("Desk", instructions: "", greeting: NoiseEvaluation.monologue)
    agent.turn = try settings.settings
    var scene = OverlapScene(
      voice: try SileroVoiceDetector(home: .standard),
      turn: try SmartTurnDetector(home: .standard),
      recognizer: NotedRecognizer(try WhisperRecognizer(final: .base, home: .standard)),
      speech: speech, agent: agent)
    if trace { scene.trace = { Output.note($0) } }
    var tables: [EvaluationTable] = []
    if parts.contains(.noise) {
      let spoken = try await speech.speakAsCaller(NoiseEvaluation.monologue)
      let loudness = GroundTruth(spoken).activeLevel(of: spoken)
      let noise = NoiseEvaluation(
        data: folder, scene: scene, agentLevel: Levels.decibels(loudness), most: most)
      tables.append(
        NoiseEvaluation.table(
          try await noise.run { Output.note($0) }, title: "What is no speech over the agent"))
    }
    if parts.contains(.echo) {
      tables.append(try await EchoEvaluation(scene: scene).run { Output.note($0) })
    }
    if parts.contains(.bargein) {
      let people = BargeInEvaluation(data: folder, scene: scene)
      for isKnown in [true, false] {
        tables.append(try await people.run(isKnown: isKnown) { Output.note($0) })
      }
    }
    return tables
  }
}

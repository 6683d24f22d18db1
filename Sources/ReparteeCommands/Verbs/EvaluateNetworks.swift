internal import ArgumentParser
internal import Foundation
internal import Repartee
internal import ReparteeInference
internal import ReparteeLocal

/// What bad networks do to speech over WebRTC and over WebSocket.
struct EvaluateNetworks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "networks",
    abstract: "WebRTC or WebSocket: word errors, delay and replies over bad networks.",
    discussion: """
      The same speech goes through the real code of both transports, on a virtual clock and over an emulated network; \
      the local recogniser says what is left of it. docs/networks.md tells what is emulated and how.
      """)

  @Argument(
    help: "A folder with MANIFEST.tsv and the recordings it names; without, the local voice speaks."
  )
  var data: String?

  @Option(parsing: .upToNextOption, help: "Packets lost, per cent.")
  var loss = [0, 2, 5, 10, 20]

  @Option(parsing: .upToNextOption, help: "The most that a packet is late, in milliseconds.")
  var jitter = [0, 50, 100, 200]

  @Option(help: "The round trip without jitter, in milliseconds.")
  var roundTrip = 40

  @Option(help: "The most recordings of each kind, or sentences.")
  var most = 10_000

  @Option(help: "Of the chances of the network.")
  var seed: UInt64 = 1

  @Flag(inversion: .prefixedNo, help: "Transcribe what the caller would hear, too.")
  var down = true

  @Flag(inversion: .prefixedNo, help: "Run whole sessions, too.")
  var sessions = true

  @Option(help: "Draw the curves into this SVG file.")
  var plot: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard !loss.isEmpty, loss.allSatisfy({ (0...90).contains($0) }) else {
      throw ValidationError("--loss is from 0 to 90")
    }
    guard !jitter.isEmpty, jitter.allSatisfy({ (0...2_000).contains($0) }) else {
      throw ValidationError("--jitter is from 0 to 2000")
    }
    guard (0...2_000).contains(roundTrip) else {
      throw ValidationError("--round-trip is from 0 to 2000")
    }
    guard most > 0 else { throw ValidationError("--most is above 0") }
  }

  func run() async throws {
    let speech = CachedVoice(
      try HibariSynthesizer(workers: ModelWorkers(name: "voice", threads: 1)))
    let clips =
      if let data {
        try NetworkClips.recordings(in: data, most: most) { Output.note($0) }
      } else { try await NetworkClips.spoken(by: speech, most: most) }
    var evaluation = NetworkEvaluation(
      recognizer: try WhisperRecognizer(final: .base, home: .standard))
    evaluation.grid = NetworkEvaluation.Grid(
      losses: loss, jitters: jitter, roundTrip: roundTrip, seed: seed, hasDown: down)
    if sessions {
      evaluation.session = NetworkSession(
        voice: try SileroVoiceDetector(home: .standard),
        turn: try SmartTurnDetector(home: .standard), speech: speech)
    }
    let report = try await evaluation.run(clips) { Output.note($0) }
    if let plot { try Output.write(Data(NetworkPlot.svg(of: report).utf8), to: plot) }
    if json { try Output.json(report) } else { Output.line(report.text) }
  }
}

internal import ArgumentParser
internal import ReparteeInference
internal import Repartee
internal import ReparteeLocal

/// Says how probable it is that the speaker has finished.
struct TurnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "turn", abstract: "Say how probable it is that the speaker has finished.")

  @Argument(help: "A WAV file that ends where the question is asked.")
  var file: String

  @Flag(help: "Print JSON.")
  var json = false

  struct Result: Encodable { var probability: Float }

  func run() async throws {
    let samples = try AudioInput.load(path: file)
    let detector = try SmartTurnDetector(home: .standard)
    let probability = try await detector.probability(ofRecording: samples)
    if json {
      try Output.json(Result(probability: probability))
    } else {
      Output.line("\(probability)")
    }
  }
}

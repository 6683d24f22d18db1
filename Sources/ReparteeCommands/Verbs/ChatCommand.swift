internal import ArgumentParser
internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeLocal
internal import Synchronization

/// Asks the language model once.
struct ChatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Ask the language model once.")

  @Argument(help: "What the user says.")
  var text: String

  @Option(help: "The system prompt.")
  var system = "You are a helpful assistant. Answer in one short sentence."

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: "The most tokens to write.")
  var maximumTokens = 96

  @Option(help: "0 picks the most probable token always.")
  var temperature: Float = 0

  @Option(help: "Seed of the sampling.")
  var seed: UInt64 = 0

  @OptionGroup var models: ModelOptions

  struct Result: Encodable {
    var text: String
    var tokens: Int
    var firstTokenMilliseconds: Double

    enum CodingKeys: String, CodingKey {
      case text, tokens
      case firstTokenMilliseconds = "ttft_ms"
    }
  }

  func run() async throws {
    let options = models.local
    let model = try await LlamaLanguageModel.load(
      path: options.languagePath, adapter: options.adapter)
    try await model.prepare(instructions: system)
    let answer = Mutex<(text: String, first: ContinuousClock.Instant?)>(("", nil))
    let start = ContinuousClock.now
    let request = LanguageRequest(
      instructions: system, messages: [Message(.user, text)],
      sampling: Sampling(temperature: temperature, seed: seed), maximumTokens: maximumTokens)
    let usage = try await model.generate(request) { piece in
      answer.withLock {
        $0.first = $0.first ?? .now
        $0.text += piece
      }
    }
    let (said, first) = answer.withLock { $0 }
    let trimmed = said.trimmingCharacters(in: .whitespacesAndNewlines)
    guard json else { return Output.line(trimmed) }
    try Output.json(
      Result(
        text: trimmed, tokens: usage.generatedTokens,
        firstTokenMilliseconds: MediaTime(start.duration(to: first ?? .now)).milliseconds))
  }
}

internal import ArgumentParser
internal import Repartee
internal import ReparteeLocal

/// Measures quality on data.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Measure quality on data.",
    subcommands: [
      EvaluateFacts.self, EvaluateNetworks.self, EvaluateSpeech.self, EvaluateTurns.self,
    ])
}

/// How often an agent answers rightly from its instructions.
struct EvaluateFacts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: "Count right, refused, wrong and invented answers.")

  @Argument(help: "Questions as JSON: system, turns, must, mustnot, type.")
  var questions: String

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var models: ModelOptions

  func run() async throws {
    let list = try FactsEvaluation.questions(at: questions)
    let options = models.local
    let model = try await LlamaLanguageModel.load(
      path: options.languagePath, adapter: options.adapter)
    let report = try await FactsEvaluation(model: model).run(list) { answer in
      Output.note("\(answer.id)\t\(answer.verdict.rawValue)\t\(answer.question)\t\(answer.spoken)")
    }
    Output.line(json ? report.json : report.text)
  }
}

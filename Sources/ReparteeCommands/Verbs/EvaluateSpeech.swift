internal import ArgumentParser
internal import ReparteeLocal

/// How many words the recogniser gets wrong.
struct EvaluateSpeech: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "asr",
    abstract: "Word error rate on labelled recordings, beside a reference engine.")

  @Argument(help: "A folder with MANIFEST.tsv and the recordings it names.")
  var data: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    throw CommandError("not here yet")
  }
}

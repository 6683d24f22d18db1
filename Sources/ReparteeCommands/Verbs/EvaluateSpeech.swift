internal import ArgumentParser
internal import Repartee
internal import ReparteeInference
internal import ReparteeLocal

/// How many words the recogniser gets wrong.
struct EvaluateSpeech: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "asr",
    abstract: "Word error rates on labelled recordings, beside a reference engine in the same run.")

  @Argument(help: "A folder with MANIFEST.tsv and the recordings it names.")
  var data: String

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(inversion: .prefixedNo, help: "Run the reference engine too.")
  var reference = true

  func run() async throws {
    var recognizers: [(name: String, recognizer: any SpeechRecognizer)] = []
    for size in [WhisperModel.Size.tinyEnglish, .base] {
      let recognizer = try WhisperRecognizer(final: size, partial: nil, home: .standard)
      recognizers.append((recognizer.models.first?.name ?? "", recognizer))
    }
    let other = try reference ? Self.referenceEngine() : nil
    let report = try await RecognizerEvaluation(
      folder: data, recognizers: recognizers, reference: other
    ).run { Output.note($0) }
    Output.line(json ? report.json : report.text)
  }

  private static func referenceEngine() throws -> RecognizerReference {
    guard let script = RecognizerReference.findScript() else {
      throw CommandError(
        "Setup/eval_reference.py is not found: run from the project's folder, or add --no-reference"
      )
    }
    return RecognizerReference(script: script)
  }
}

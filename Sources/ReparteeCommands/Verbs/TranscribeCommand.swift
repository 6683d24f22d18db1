internal import ArgumentParser
internal import ReparteeInference
internal import Repartee
internal import ReparteeLocal

/// Writes down what is said in a recording.
struct TranscribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transcribe", abstract: "Write down what is said in a recording.")

  @Argument(help: "A WAV file.")
  var file: String

  @Flag(help: "Print JSON with times.")
  var json = false

  @Option(help: "The recogniser.")
  var recognizer = ModelOptions.Recognizer.base

  struct Result: Encodable {
    struct Segment: Encodable {
      var start: Double
      var end: Double
      var text: String
    }
    var text: String
    var segments: [Segment]
  }

  func run() async throws {
    let samples = try AudioInput.load(path: file)
    let model = try WhisperRecognizer(
      final: recognizer == .base ? .base : .tinyEnglish, partial: nil, home: .standard)
    let voice = try SileroVoiceDetector(home: .standard)
    let transcript = try await FileTranscriber(voice: voice, recognizer: model).transcribe(samples)
    guard json else { return Output.line(transcript.text) }
    try Output.json(
      Result(
        text: transcript.text,
        segments: transcript.parts.map { .init(start: $0.start, end: $0.end, text: $0.text) }))
  }
}

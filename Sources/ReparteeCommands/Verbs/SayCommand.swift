internal import ArgumentParser
internal import Foundation
internal import Repartee
internal import ReparteeAudio
internal import ReparteeCore
internal import ReparteeInference
internal import ReparteeLocal

/// Speaks text into a file.
struct SayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "say", abstract: "Speak text into a WAV file.")

  @Argument(help: "What to say.")
  var text: String

  @Option(help: "The WAV file to write.")
  var out: String

  @Option(help: "When each word sounds, as JSON.")
  var timings: String?

  @Option(help: "The voice.")
  var voice = ""

  @Option(help: "1 is the voice's own pace.")
  var speed: Float = 1

  struct Timing: Encodable {
    var word: String
    var start: Double
    var end: Double
  }

  func run() async throws {
    let workers = ModelWorkers(name: "repartee-model", threads: 1)
    let synthesizer = try HibariSynthesizer(home: .standard, workers: workers)
    let (samples, words) = try await synthesizer.speakWhole(
      SpeechRequest(text: text, voice: voice, speed: speed))
    guard !samples.isEmpty else { throw CommandError("there is nothing to say in the text") }
    let rate = synthesizer.rate
    try Output.write(Data(WAVWriter.file(samples, rate: rate)), to: out)
    guard let timings else { return }
    let bytes = Array(text.utf8)
    let rows = words.map { word in
      Timing(
        word: String(decoding: bytes[word.text.clamped(to: 0..<bytes.count)], as: UTF8.self)
          .trimmingCharacters(in: .whitespaces),
        start: Double(word.samples.lowerBound) / Double(rate.hertz),
        end: Double(word.samples.upperBound) / Double(rate.hertz))
    }
    try Output.write(Data(try Output.jsonText(rows).utf8), to: timings)
  }
}

internal import ArgumentParser
internal import ReparteeInference
internal import Repartee
internal import ReparteeLocal

/// Says frame by frame how probable speech is.
struct VoiceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vad", abstract: "Say frame by frame how probable speech is.")

  @Argument(help: "A WAV file.")
  var file: String

  @Flag(help: "Print JSON.")
  var json = false

  struct Result: Encodable {
    var rate: Int
    var hop: Int
    var probabilities: [Float]
  }

  func run() async throws {
    let samples = try AudioInput.load(path: file)
    let detector = try SileroVoiceDetector(home: .standard, memory: .everything)
    let stream = detector.makeStream()
    var probabilities: [Float] = []
    var position = 0
    // The last frame is filled up with silence.
    while position < samples.count {
      var frame = Array(samples[position..<min(position + detector.hop, samples.count)])
      frame += [Float](repeating: 0, count: detector.hop - frame.count)
      probabilities.append(stream.process(frame.span))
      position += detector.hop
    }
    if json {
      try Output.json(Result(rate: 16_000, hop: detector.hop, probabilities: probabilities))
    } else {
      for (index, probability) in probabilities.enumerated() {
        Output.line("\(Double(index * detector.hop) / 16_000)\t\(probability)")
      }
    }
  }
}

internal import ArgumentParser
internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeLocal

/// A conversation in the terminal, from nothing.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Hear an agent answer three questions, or your own with --mic.")

  @Option(help: "The call is written here: left caller, right agent.")
  var out = "demo.wav"

  @Option(help: "The agent, as YAML. The default is a receptionist.")
  var agent: String?

  @Flag(help: "Talk yourself, with the microphone and the loudspeaker.")
  var mic = false

  @OptionGroup var models: ModelOptions

  static let questions = [
    "What time do you open on Saturday?",
    "How much does a cleaning cost?",
    "And where can I park my car?",
  ]

  static let benchQuestions =
    questions + [
      "Are you open on Sunday?", "Do you accept Cigna insurance?", "Where are you located?",
      "How much is whitening?", "Who are the dentists?", "What should a new patient bring?",
      "What time do you close on Friday?", "How much does a check-up with X-rays cost?",
      "Is parking free?",
    ]

  func run() async throws {
    let script = try agent.map(AgentFile.load) ?? BundledAgent.receptionist()
    let devices = mic ? try SoundDevices.find() : nil
    let start = ContinuousClock.now
    let set = try await models.load()
    try await set.language.prepare(instructions: script.instructions)
    let ready = Int(MediaTime(start.duration(to: .now)).milliseconds)
    Output.line("\(script.name) is ready (models loaded in \(ready) ms, all on this machine)")
    let call = Conversing(agent: script, models: set, isReal: true)
    if let devices {
      Output.line("Speak; Ctrl-C hangs up. Use headphones, or the agent will hear itself.")
      try await call.run(recordingTo: out) { try devices.open(recording: $0) }
    } else {
      let questions = try await Self.speak(Self.questions, with: set.speech)
      let report = try await call.run(recordingTo: out) {
        DemoCaller(questions: questions, recording: $0)
      }
      summarise(report)
    }
    Output.line("The call is in \(out): left is the caller, right the agent.")
  }

  private func summarise(_ report: CallReport) {
    let latencies = report.turns.compactMap(\.latencyMilliseconds).sorted()
    guard !latencies.isEmpty else { return }
    Output.line(
      "\(latencies.count) answers, median \(Int(latencies[latencies.count / 2])) ms from the caller's last sound to the agent's first"
    )
  }

  /// The caller's voice: the agent's own synthesiser, a fifth lower.
  static func speak(
    _ texts: [String], with speech: any SpeechSynthesizer
  ) async throws -> [[Float]] {
    var questions: [[Float]] = []
    for text in texts { questions.append(try await speech.speakAsCaller(text, pitch: 0.7)) }
    return questions
  }
}

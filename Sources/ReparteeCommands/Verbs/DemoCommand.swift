internal import ArgumentParser
internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeLocal
internal import ReparteeServer

/// An agent to talk with in a browser tab, from nothing; or a conversation in the terminal.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Talk with an agent in a browser tab.",
    discussion: """
      Without a browser: --questions lets the agent answer three spoken questions, --mic answers yours in the \
      terminal; either call is written to --out.
      """)

  @Flag(help: "Hear an agent answer three questions.")
  var questions = false

  @Option(help: "The call is written here: left caller, right agent.")
  var out = "demo.wav"

  @Option(help: "The agent, as YAML. The default is a receptionist.")
  var agent: String?

  @Flag(help: "Talk yourself, with the microphone and the loudspeaker.")
  var mic = false

  @OptionGroup var address: ServerAddressOptions
  @OptionGroup var models: ModelOptions

  static let script = [
    "What time do you open on Saturday?",
    "How much does a cleaning cost?",
    "And where can I park my car?",
  ]

  static let benchQuestions =
    script + [
      "Are you open on Sunday?", "Do you accept Cigna insurance?", "Where are you located?",
      "How much is whitening?", "Who are the dentists?", "What should a new patient bring?",
      "What time do you close on Friday?", "How much does a check-up with X-rays cost?",
      "Is parking free?",
    ]

  func run() async throws {
    let script = try agent.map(AgentFile.load) ?? BundledAgent.receptionist()
    if questions || mic { try await talk(to: script) } else { try await serve(script) }
  }

  private func serve(_ script: Agent) async throws {
    var settings = ServerConfiguration(agents: [script])
    settings.drain = .seconds(5)
    address.apply(to: &settings)
    let options = models.local
    let serving = Serving(configuration: settings) { try await LocalModels.load(options) }
    try await serving.run { port, settings in
      let url = "http://\(Serving.authority(settings.host, port))/"
      Output.line("Talk with \(script.name) at \(url)   (Ctrl-C ends)")
      Browser.open(url)
    }
  }

  private func talk(to script: Agent) async throws {
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
      let questions = try await Self.speak(Self.script, with: set.speech)
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

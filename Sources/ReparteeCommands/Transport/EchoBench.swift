internal import Foundation
internal import ReparteeAudio
internal import ReparteeCore

/// Measures, in a real browser, how much later its loudspeaker has what its microphone heard: through a server that echoes.
struct EchoBench {
  enum Line: String, CaseIterable { case webrtc, websocket }

  /// What the browser says of a call.
  struct Browser: Decodable {
    /// Of its audio graph, hertz.
    var rate: Double
    /// What it says that its playout takes after the graph, in milliseconds.
    var playout: Double?
    /// How long its receiver has held the sound back on average, in milliseconds; nil where it does not say.
    var held: Double?
    /// Whether echo cancellation, noise suppression or gain control were on against the request.
    var processed: Bool
    /// Times that the audio graph left something out.
    var gaps: Int
  }

  struct Row {
    var line: Line
    var browser: Browser
    /// In milliseconds; nil for what did not come back.
    var delays: [Double?]
  }

  let signal: EchoSignal
  private let python: String
  private let script: String
  /// Seconds that the browser may take to begin and to end.
  private static let patience = 120.0

  /// - Throws: `CommandError` that says what this machine lacks and how to get it.
  static func prepare(sweeps: Int) async throws -> EchoBench {
    let script = try RepositoryFile.find("Benchmarks/transport/echo.py")
    guard let python = SystemProgram.find("python3") else {
      throw CommandError("python3 is not there; install it (Debian: python3 and python3-venv)")
    }
    let bench = EchoBench(signal: EchoSignal(count: sweeps), python: python, script: script)
    _ = try await bench.run(["--check"], for: 0, purpose: "looking for a browser")
    return bench
  }

  func measure(_ line: Line) async throws -> Row {
    let folder = try TemporaryFolder(named: "repartee-echo")
    defer { folder.remove() }
    let (microphone, tape) = (folder.path + "/microphone.wav", folder.path + "/tape.wav")
    let sound = WAVWriter.file(signal.samples, rate: .hz48000)
    try Output.write(Data(sound), to: microphone)
    let server = try ServerProcess.start(try arguments(in: folder.path))
    defer { server.stop() }
    let said = try await run(
      [
        "http://127.0.0.1:\(server.port)/", "--transport", line.rawValue, "--microphone",
        microphone, "--seconds", "\(signal.seconds)", "--out", tape,
      ], for: signal.seconds)
    guard let browser = try? JSONDecoder().decode(Browser.self, from: said) else {
      throw CommandError("\(script): its answer cannot be understood")
    }
    let file = try AudioInput.wav(path: tape)
    guard file.channels == 2 else { throw CommandError("\(tape): is not stereo") }
    let delays = EchoSignal.delays(
      microphone: file.channel(0), speaker: file.channel(1), rate: file.rate)
    return Row(line: line, browser: browser, delays: delays)
  }

  private func run(
    _ arguments: [String], for seconds: Double, purpose: String = "the browser"
  ) async throws -> Data {
    try await ChildProcess(
      program: python, arguments: [script] + arguments, purpose: purpose,
      patience: seconds + Self.patience
    ).run()
  }

  private func arguments(in folder: String) throws -> [String] {
    let config = folder + "/server.yaml"
    let settings = "max_lag_ms: 10000\nkeep_recordings: false\n"
    try Output.write(Data(settings.utf8), to: config)
    return ["--config", config, "--services", ServeCommand.Services.echo.rawValue]
  }
}

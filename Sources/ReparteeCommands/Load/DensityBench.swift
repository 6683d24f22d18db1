internal import Foundation
internal import ReparteeAudio
internal import ReparteeCore
internal import ReparteeInference
internal import ReparteeLocal
internal import ReparteeTransports

/// Puts a server in a process of its own under ever more calls, and sees what each takes.
struct DensityBench {
  enum Line: String, CaseIterable {
    case ws16k, ws8k, mulaw8k, webrtc

    var rate: SampleRate {
      switch self {
      case .ws16k: .hz16000
      case .ws8k, .mulaw8k: .hz8000
      case .webrtc: .hz24000
      }
    }

    var path: String {
      switch self {
      case .webrtc: "/v1/webrtc"
      case .mulaw8k: "/v1/audio?encoding=mulaw"
      case .ws16k, .ws8k: "/v1/audio?rate=\(rate.hertz)&out_rate=\(rate.hertz)"
      }
    }
  }

  var line: Line
  var services = ServeCommand.Services.mock
  var keepsRecordings = false
  /// Seconds before it is measured, and for how long it is.
  var warmUp = 9.0
  var length = 30.0
  /// From one question of a caller to the next, in seconds.
  static let period = 6.0
  /// An answer may take so long, in seconds; what is asked later than this before the end is not counted.
  private static let patience = 3.0

  /// Measures `count` calls on a fresh server.
  func measure(_ count: Int) async throws -> DensityRow {
    let folder = try TemporaryFolder(named: "repartee-bench")
    defer { folder.remove() }
    let server = try ServerProcess.start(try arguments(in: folder.path, count))
    defer { server.stop() }
    let script = try await Self.script(for: line)
    let requests = PeerRequest(host: "127.0.0.1", port: server.port)
    let clients = LoadClients(
      host: "127.0.0.1", port: server.port, line: line == .webrtc ? .webRTC : .webSocket,
      path: line.path, script: script, spread: Self.period)
    // The first call pays for what all share.
    _ = await clients.run(1, for: 4)
    let first = server.usage.privateMegabytes
    let total = warmUp + length + Self.patience
    async let reports = clients.run(count, for: total)
    try await Task.sleep(for: .seconds(warmUp))
    let before = try await look(at: server, requests)
    try await Task.sleep(for: .seconds(length))
    let after = try await look(at: server, requests)
    return DensityRow(
      sessions: count, first: first, from: before, to: after, reports: await reports,
      cores: ProcessInfo.processInfo.activeProcessorCount)
  }

  private func look(at server: ServerProcess, _ requests: PeerRequest) async throws
    -> DensityRow.Look
  {
    let metrics = try await requests.get("/metrics")
    return DensityRow.Look(
      time: LoadClients.now, usage: server.usage, clientCPU: ProcessUsage.cpuSeconds,
      metrics: metrics.body)
  }

  private func arguments(in folder: String, _ count: Int) throws -> [String] {
    let agent = folder + "/agent.yaml"
    try Output.write(Data("name: Load\ninstructions: Answer in one sentence.\n".utf8), to: agent)
    let config = folder + "/server.yaml"
    let settings = """
      agents: [agent.yaml]
      max_sessions: \(count + 8)
      max_lag_ms: 10000
      keep_recordings: \(keepsRecordings)
      """
    try Output.write(Data(settings.utf8), to: config)
    return ["--config", config, "--services", services.rawValue]
  }

  /// A question of 16 kHz, spoken by the local voice.
  static func question() async throws -> [Float] {
    let workers = ModelWorkers(name: "bench", threads: 1)
    let voice = try HibariSynthesizer(home: .standard, workers: workers)
    return try await voice.speakAsCaller("What time do you open on Saturday?")
  }

  /// The same at the rate of a line, and the silence after it.
  static func script(for line: Line, every period: Double = period) async throws -> PeerScript {
    let speech = try await Self.question()
    let truth = GroundTruth(speech)
    let clip =
      line.rate == .hz16000 ? speech : RateConverter(from: .hz16000, to: line.rate).convert(speech)
    return PeerScript(
      clip: clip.map { Int16(max(-1, min(1, $0)) * 32_767) },
      speechEnd: truth.offset * line.rate.hertz / SampleRate.hz16000.hertz, rate: line.rate.hertz,
      pause: max(0, period - Double(speech.count) / Double(SampleRate.hz16000.hertz)),
      encoding: line == .mulaw8k ? .mulaw : .pcm16)
  }
}

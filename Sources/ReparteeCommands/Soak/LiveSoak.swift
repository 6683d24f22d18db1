internal import Foundation
internal import ReparteeCore
internal import ReparteeTransports
internal import Synchronization

/// Many calls of the real pace for a long time, on a server in a process of its own.
struct LiveSoak {
  var sessions: Int
  var seconds: Double
  var line = DensityBench.Line.ws16k
  /// How long calls are, in seconds.
  static let lengths = 20.0...60.0
  /// Seconds between two looks at the server.
  static let pace = 10.0
  /// How long the last calls may take to be over, in seconds.
  private static let patience = 30.0

  /// - Parameter progress: told after each look.
  /// - Returns: what was measured, though the task be cancelled or the server end meanwhile.
  func run(progress: (LiveReport) -> Void = { _ in }) async throws -> LiveReport {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-soak-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let server = try ServerProcess.start(try arguments(in: folder))
    defer { server.stop() }
    let manners = try await manners()
    let cycle = LoadCycle(
      host: "127.0.0.1", port: server.port, line: line == .webrtc ? .webRTC : .webSocket,
      path: line.path, manners: manners, lengths: Self.lengths)
    var watch = LiveWatch(server: server, folder: folder.appendingPathComponent("records").path)
    // The first call pays for what all share.
    await cycle.run(1, for: 5) { [calls = watch.calls] in calls.add($0) }
    await watch.settle(for: Self.patience, downTo: nil)
    watch.begin()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [calls = watch.calls] in
        await cycle.run(sessions, for: seconds) { calls.add($0) }
        calls.finish()
      }
      var next = ContinuousClock.now
      while !watch.calls.isFinished, server.isRunning {
        next = max(next + .seconds(Self.pace), .now)
        do { try await ContinuousClock().sleep(until: next) } catch { break }
        await watch.look()
        progress(watch.report)
      }
      if Task.isCancelled || !server.isRunning { server.stop() }
      group.cancelAll()
    }
    await watch.settle(for: Self.patience, downTo: watch.report.before)
    server.stop()
    watch.finish(isCutShort: Task.isCancelled)
    if watch.report.failures.isEmpty { try? FileManager.default.removeItem(at: folder) }
    return watch.report
  }

  /// Callers who wait for the answer, who do not, who say nothing, who type; most of them say that they go.
  private func manners() async throws -> [LoadCycle.Manner] {
    let patient = try await DensityBench.script(for: line)
    let impatient = try await DensityBench.script(for: line, every: 2.9)
    let silent = PeerScript(clip: [], speechEnd: 0, rate: line.rate.hertz, pause: 1)
    var typing = silent
    typing.typed = ("What time do you open?", every: 4)
    return [
      .init(patient), .init(patient), .init(patient, leaving: .silently), .init(impatient),
      .init(impatient, leaving: .silently), .init(silent), .init(typing),
    ]
  }

  private func arguments(in folder: URL) throws -> [String] {
    let agent = """
      name: Load
      instructions: Answer in one sentence.
      greeting: Hello, how can I help?
      turn:
        reprompt_after_ms: 5000
      """
    try Output.write(Data(agent.utf8), to: folder.appendingPathComponent("agent.yaml").path)
    let config = folder.appendingPathComponent("server.yaml").path
    let settings = """
      agents: [agent.yaml]
      max_sessions: \(sessions * 2 + 8)
      max_lag_ms: 10000
      keep_recordings: false
      record_folder: records
      kept_sessions: \(max(64, sessions * 2))
      """
    try Output.write(Data(settings.utf8), to: config)
    return ["--config", config, "--services", "mock"]
  }
}

/// What clients told of their calls, until somebody looks.
final class LiveCalls: Sendable {
  struct Ended: Sendable, Equatable {
    /// What kept the call from beginning.
    var problem: String?
    var answers = 0
    var missed = 0
  }

  private struct State {
    var ended: [Ended] = []
    var isFinished = false
  }

  private let state = Mutex(State())

  func add(_ result: Result<LoadReport, any Error>) {
    var ended = Ended()
    switch result {
    case .success(let report):
      ended.answers = report.latencies.count
      ended.missed = report.clips - report.latencies.count
    case .failure(let error): ended.problem = "\(error)"
    }
    state.withLock { $0.ended.append(ended) }
  }

  /// Those that ended since the last time this was asked.
  func take() -> [Ended] {
    state.withLock { state in
      defer { state.ended = [] }
      return state.ended
    }
  }

  func finish() { state.withLock { $0.isFinished = true } }
  var isFinished: Bool { state.withLock { $0.isFinished } }
}

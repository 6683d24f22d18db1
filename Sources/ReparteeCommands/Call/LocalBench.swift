internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeInference
internal import ReparteeLocal

/// Every figure of the local models, with nothing else running in the process.
struct LocalBench {
  var turns: Int

  func run(_ show: (String) -> Void) async throws {
    let start = ContinuousClock.now
    let models = try await LocalModels.load()
    let agent = try BundledAgent.receptionist()
    try await models.language.prepare(instructions: agent.instructions)
    let ready = MediaTime(start.duration(to: .now)).milliseconds
    show("start to ready\t\(Quantiles.short(ready)) ms wall, n 1")
    let speech = try await sentence(models.speech)
    try voice(speech, show)
    try await turn(models, speech, show)
    try await recognizer(models, speech, show)
    let language = try await LlamaLanguageModel.load()
    show("language model\t" + (try await BenchLanguage(model: language).run()).text)
    let workers = ModelWorkers(name: "bench", threads: 1)
    let synthesis = try await SpeechBenchmark(HibariSynthesizer(workers: workers))
    let blocks = Quantiles(synthesis.firstBlock.map { MediaTime($0).milliseconds })
    show("say, first block of 10 words, CPU\t\(blocks.text("ms"))")
    show("say, real-time factor, CPU\t\(synthesis.realTimeFactor)")
    try await conversation(models, agent, show)
  }

  /// About three seconds of speech at 16 kHz.
  private func sentence(_ speech: any SpeechSynthesizer) async throws -> [Float] {
    try await speech.speakAsCaller(
      "I would like to make an appointment for next Tuesday, please.")
  }

  private func voice(_ speech: [Float], _ show: (String) -> Void) throws {
    let bench = try BenchVoiceDetector(speech: speech)
    for row in bench.rows {
      let figures = "median \(Quantiles.short(row.median)) µs CPU, p95 \(Quantiles.short(row.p95))"
      show("voice detector, a frame, \(row.name)\t\(figures), n \(row.count) x 10 frames")
    }
    show("voice detector, ONNX Runtime to own\t\(Quantiles.short(bench.ratio)) times")
  }

  private func turn(
    _ models: ModelSet, _ speech: [Float], _ show: (String) -> Void
  ) async throws {
    guard let stream = models.turn?.makeStream() else { return }
    stream.append(speech.span)
    stream.beginTurn(lead: speech.count)
    let figures = try await cost(rounds: 30) { _ = try await stream.question().answer() }
    show("turn decision\t\(figures)")
  }

  private func recognizer(
    _ models: ModelSet, _ speech: [Float], _ show: (String) -> Void
  ) async throws {
    for effort in [SpeechSegment.Effort.final, .partial] {
      let segment = SpeechSegment(
        samples: speech + [Float](repeating: 0, count: 1_024), speechEnd: speech.count,
        effort: effort)
      let figures = try await cost(rounds: 30) {
        _ = try await models.recognizer.transcribe(segment)
      }
      let seconds = Quantiles.short(Double(speech.count) / 16_000)
      show("recogniser, \(effort) of \(seconds) s\t\(figures)")
    }
  }

  /// CPU of the process and wall time of something done again and again, after a warm-up.
  private func cost(
    rounds: Int, _ body: () async throws -> Void
  ) async throws -> String {
    var cpu: [Double] = []
    var wall: [Double] = []
    for round in 0..<rounds + 3 {
      let (used, start) = (ProcessUsage.cpuSeconds, ContinuousClock.now)
      try await body()
      guard round >= 3 else { continue }
      cpu.append((ProcessUsage.cpuSeconds - used) * 1_000)
      wall.append(MediaTime(start.duration(to: .now)).milliseconds)
    }
    return "CPU \(Quantiles(cpu).text("ms")); wall \(Quantiles(wall).text("ms"))"
  }

  /// Whole turns at the pace of the wall clock.
  private func conversation(
    _ models: ModelSet, _ agent: Agent, _ show: (String) -> Void
  ) async throws {
    let texts = (0..<turns).map {
      DemoCommand.benchQuestions[$0 % DemoCommand.benchQuestions.count]
    }
    let questions = try await DemoCommand.speak(texts, with: models.speech)
    let path = FileManager.default.temporaryDirectory.path + "/repartee-bench-\(getpid()).wav"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let call = Conversing(agent: agent, models: models, isReal: true, isVisible: false)
    let report = try await call.run(recordingTo: path) {
      DemoCaller(questions: questions, recording: $0)
    }
    let latencies = Quantiles(report.turns.compactMap(\.latencyMilliseconds))
    show("caller end to agent audible, real pace\t\(latencies.text("ms wall"))")
    for name in TurnStages().names {
      let stage = Quantiles(report.turns.compactMap { $0.stages[name] })
      show("  of it \(name)\t\(stage.text("ms wall"))")
    }
  }
}

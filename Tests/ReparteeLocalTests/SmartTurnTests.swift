import Foundation
import Repartee
import ReparteeAudio
import ReparteeInference
import ReparteeLocal
import Testing

private let installed = ConditionTrait.enabled(
  if: ModelHome.standard.has(
    "lib/libonnxruntime.so", "models/smart-turn/smart-turn-v3.2-cpu.onnx"), "run ./repartee setup")

@Suite(installed, .timeLimit(.minutes(2))) struct SmartTurnTests {
  /// Loaded once for all tests: it takes a while.
  static let detector = Result { try SmartTurnDetector() }
  /// What the reference gives for each signal.
  static let golden: [(signal: SmartTurnSignal, probability: Float)] = [
    (.tone(seconds: 2), 0.019101), (.rise, 0.102818), (.tone(seconds: 10), 0.805015),
  ]

  @Test("Recordings get the reference's probabilities", arguments: golden)
  func recordings(signal: SmartTurnSignal, expected: Float) async throws {
    let found = try await Self.detector.get().probability(ofRecording: signal.samples)
    #expect(abs(found - expected) <= 0.02)
    #expect((found > 0.5) == (expected > 0.5))
  }

  @Test(
    "A stream decides as the reference does, however its audio is cut up",
    arguments: [160, 320, 512, 32_000, 7])
  func stream(block: Int) async throws {
    let detector = try Self.detector.get()
    for (signal, expected) in Self.golden {
      let stream = detector.makeStream()
      append(signal.samples, to: stream, by: block)
      let found = try await stream.question().answer()
      // A window that is full cannot be the reference's bit for bit, and the network jumps.
      if signal.samples.count < 128_000 {
        #expect(abs(found - expected) <= 0.02, "\(signal): \(found) for \(expected)")
      }
      #expect((found > 0.5) == (expected > 0.5))
    }
  }

  @Test(
    "Features kept up to date are those of one pass",
    arguments: [SmartTurnSignal.tone(seconds: 2), .rise, .noise, .hum, .tone(seconds: 10)])
  func features(signal: SmartTurnSignal) {
    let expected = SmartTurnFeatures.exact(signal.samples)
    let found = SmartTurnFeatures.incremental(signal.samples, block: 320)
    #expect(found.count == 64_000)
    #expect(expected.count == 64_000)
    // The first two frames of a full window are mirrored in one and not in the other.
    let worst = found.indices.filter { $0 % 800 > 1 }.map { abs(found[$0] - expected[$0]) }.max()
    #expect(worst ?? 1 <= 5e-5)
  }

  @Test("Features are those of the general log-mel spectrogram, only more precise")
  func spectrogram() {
    let samples = SmartTurnSignal.noise.samples
    let worst = zip(SmartTurnFeatures.exact(samples), ReferenceFeatures.features(of: samples))
      .map { abs($0 - $1) }.max()
    #expect(worst ?? 1 <= 1e-4)
  }

  @Test("Silence is not judged, though the network alone is sure that it ends a turn")
  func silence() async throws {
    let detector = try Self.detector.get()
    let stream = detector.makeStream()
    #expect(try await stream.question().answer() == 0.5)
    append([Float](repeating: 0, count: 200_000), to: stream, by: 320)
    #expect(try await stream.question().answer() == 0.5)
    append(SmartTurnSignal.tone(seconds: 10).samples, to: stream, by: 320)
    #expect(try await stream.question().answer() > 0.7)
    append([Float](repeating: 0, count: 16_000), to: stream, by: 320)
    stream.beginTurn(lead: 1_600)
    #expect(try await stream.question().answer() == 0.5)
  }

  @Test("What was said before the turn is not judged")
  func turns() async throws {
    let detector = try Self.detector.get()
    let (fresh, used) = (detector.makeStream(), detector.makeStream())
    let quiet = [Float](repeating: 0, count: 8_000)
    let rise = SmartTurnSignal.rise.samples
    append(SmartTurnSignal.tone(seconds: 10).samples, to: used, by: 320)
    for stream in [fresh, used] {
      append(quiet, to: stream, by: 320)
      append(rise, to: stream, by: 320)
      stream.beginTurn(lead: rise.count)
    }
    let (first, second) = try await (fresh.question().answer(), used.question().answer())
    #expect(abs(first - second) <= 0.02)
    #expect(abs(first - 0.102818) <= 0.02)
  }

  @Test("Samples that are no audio do no harm")
  func badSamples() async throws {
    let stream = try Self.detector.get().makeStream()
    append([.nan, .infinity, -.infinity, 1e38, -1e38, .leastNonzeroMagnitude], to: stream, by: 6)
    stream.beginTurn(lead: .max)
    stream.beginTurn(lead: .min)
    stream.beginTurn(lead: 1)
    append(SmartTurnSignal.rise.samples + [.nan], to: stream, by: 320)
    let found = try await stream.question().answer()
    #expect((0...1).contains(found))
  }

  @Test("A question whose task is cancelled is abandoned")
  func cancellation() async throws {
    let stream = try Self.detector.get().makeStream()
    append(SmartTurnSignal.rise.samples, to: stream, by: 320)
    let question = stream.question()
    let code = await withTaskGroup(of: ModelError.Code?.self) { group in
      group.cancelAll()
      group.addTask {
        do throws(ModelError) {
          _ = try await question.answer()
          return nil
        } catch { return error.code }
      }
      return await group.next() ?? nil
    }
    #expect(code == .cancelled)
  }

  @Test("Another model is refused")
  func otherModel() throws {
    let scratch = NSTemporaryDirectory() + "repartee-turn-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let folder = scratch + "/models/smart-turn"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let other = try ModelHome.standard.contents(of: "models/silero/silero_vad.onnx")
    try Data(other).write(to: URL(fileURLWithPath: folder + "/smart-turn-v3.2-cpu.onnx"))
    let error = #expect(throws: ModelError.self) {
      try SmartTurnDetector(home: ModelHome(root: scratch))
    }
    #expect(error?.code == .invalid)
  }
}

/// Signals that can be made again anywhere, 16 kHz.
enum SmartTurnSignal: Sendable, CustomStringConvertible {
  /// 440 Hz.
  case tone(seconds: Int)
  /// 200 Hz, rising to 2 kHz within 2 s.
  case rise
  /// All frequencies.
  case noise
  /// A tone on a constant, so that the mean matters.
  case hum

  var samples: [Float] {
    let count = if case .tone(let seconds) = self { seconds * 16_000 } else { 32_000 }
    return (0..<count).map { index in
      let time = Double(index) / 16_000
      switch self {
      case .tone: return Float(0.3 * sin(2 * .pi * 440 * time))
      case .rise: return Float(0.3 * sin(2 * .pi * (200 * time + 450 * time * time)))
      case .noise: return Float((index &* 7_919 &+ index &* index % 1_009) % 2_001 - 1_000) / 5_000
      case .hum: return Float(0.1 + 0.1 * sin(2 * .pi * 300 * time))
      }
    }
  }

  var description: String {
    switch self {
    case .tone(let seconds): "tone of \(seconds) s"
    case .rise: "rise"
    case .noise: "noise"
    case .hum: "hum"
    }
  }
}

/// The network's features as its authors define them, over the whole window at once.
enum ReferenceFeatures {
  static func features(of samples: [Float]) -> [Float] {
    let kept = samples.suffix(128_000)
    let window = [Float](repeating: 0, count: 128_000 - kept.count) + kept
    let mean = window.reduce(0.0) { $0 + Double($1) } / 128_000
    let variance = window.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 128_000
    let scale = 1 / (variance + 1e-7).squareRoot()
    let normal = window.map { Float((Double($0) - mean) * scale) }
    let energies = LogMel.energies(of: normal.span)
    var features = [Float](repeating: 0, count: energies.count)
    var span = features.mutableSpan
    LogMel.features(from: energies.span, features: &span)
    return features
  }
}

func append(_ samples: [Float], to stream: any TurnStream, by block: Int) {
  for start in stride(from: 0, to: samples.count, by: block) {
    stream.append(samples.span.extracting(start..<min(start + block, samples.count)))
  }
}

import Foundation
import Repartee
import ReparteeAudio
import ReparteeInference
import Testing

@testable import ReparteeLocal

/// Logits of the float32 weights, from another engine with the full 30 s of context, on `WhisperSignal.glides`.
struct WhisperGolden: Sendable, CustomTestStringConvertible {
  var size: WhisperModel.Size
  /// The most probable tokens, one after the other, nothing suppressed.
  var tokens: [Int]
  /// Logits less their mean, after the prompt, of the tokens 11, 11 + 1999, 11 + 2 · 1999, …
  var logits: [Float]
  var testDescription: String { size.rawValue }

  static let all = [
    WhisperGolden(
      size: .tinyEnglish, tokens: [357, 67],
      logits: [
        3.1167, 2.0018, 2.1803, -0.6595, -0.764, 0.1167, 0.3026, -1.7918, 0.4073, 0.8328, 0.7017,
        0.2281, 0.2029, 3.553, -0.5572, 0.0185, -1.5252, -0.5985, -1.3886, -0.1584, -1.0776, -1.724,
        -0.0635, -1.6905, -1.8403, -0.5966,
      ]),
    WhisperGolden(
      size: .base, tokens: [522, 4870, 1318],
      logits: [
        2.8339, 2.8358, 1.2574, 1.4219, 1.0766, 0.4839, 0.259, -0.961, -0.0561, -0.0123, -1.413,
        0.7454, 1.7146, -1.3805, -0.4143, -0.139, -0.9565, 0.1041, -0.4726, -0.4988, -0.8208,
        1.2952, -1.7483, -1.0193, -1.6192, -0.5927,
      ]),
  ]
}

/// Sounds that are the same on every machine.
enum WhisperSignal {
  /// Two seconds of gliding triangles with noise: whole numbers only, up to the last step.
  static let glides: [Float] = {
    var seed: UInt32 = 1
    return (0..<32_000).map { index in
      seed = seed &* 1_664_525 &+ 1_013_904_223
      let phase = (index * (100 + index / 160)) & 0x3FFF
      let triangle = Double(abs(phase - 8192)) / 8192 * 2 - 1
      let envelope = Double((index / 1600) % 4) / 4
      let noise = Double(Int(seed >> 16) - 32_768) / 32_768
      return Float(0.3 * triangle * envelope) + Float(noise * 0.02)
    }
  }()

  static func noise(seconds: Int, level: Float) -> [Float] {
    var seed: UInt32 = 7
    return (0..<seconds * 16_000).map { _ in
      seed = seed &* 1_664_525 &+ 1_013_904_223
      return Float(Int(seed >> 16) - 32_768) / 32_768 * level
    }
  }
}

@Suite(
  "Whisper's graphs",
  .enabled(
    if: ModelHome.standard.has(
      "models/whisper-tiny.en/config.json", "models/whisper-base/config.json"),
    "run ./repartee setup"))
struct WhisperGraphTests {
  private func distance(_ row: [Float], _ golden: [Float]) -> Float {
    let mean = row.reduce(0, +) / Float(row.count)
    let squares = golden.enumerated().map { index, value in
      let difference = row[11 + index * 1999] - mean - value
      return difference * difference
    }
    return (squares.reduce(0, +) / Float(golden.count)).squareRoot()
  }

  private func logits(
    _ model: WhisperModel, _ audio: WhisperAudio, _ tokens: [Int]
  ) throws -> [[Float]] {
    var decoder = try WhisperDecoder(model, audio, CancellationToken())
    let ids = model.prompt + tokens.dropLast()
    let rows = Array(model.prompt.count - 1..<ids.count)
    let values = try decoder.read(ids, rows: rows).values(of: Float.self)
    let size = model.configuration.sizes.vocabulary
    return rows.indices.map { Array(values[$0 * size..<($0 + 1) * size]) }
  }

  private func best(_ row: [Float]) -> Int { row.indices.max { row[$0] < row[$1] } ?? -1 }

  @Test(
    "With the full context, the 8-bit graphs agree with the float weights",
    arguments: WhisperGolden.all)
  func fullContext(golden: WhisperGolden) throws {
    let model = try WhisperModel(golden.size)
    let samples = WhisperSignal.glides + [Float](repeating: 0, count: 480_000 - 32_000)
    let energies = LogMel.energies(of: samples.span)
    let mel = try OnnxTensor(of: Float.self, shape: [1, 80, 3000])
    try mel.withValues(of: Float.self) { buffer in
      var features = buffer.mutableSpan
      LogMel.features(from: energies.span, features: &features)
    }
    let made = try model.encoder.run([(name: "mel", tensor: mel)], outputs: model.names.audio)
    let rows = try logits(model, WhisperAudio(tensors: made), golden.tokens)
    #expect(distance(try #require(rows.first), golden.logits) < 0.35)
    #expect(rows.map(best) == golden.tokens)
  }

  @Test("Two seconds with sparse silence come close to thirty", arguments: WhisperGolden.all)
  func sparseSilence(golden: WhisperGolden) throws {
    let model = try WhisperModel(golden.size)
    let audio = try model.encode(WhisperSignal.glides.span, CancellationToken())
    // 3 s are 150 positions; 84 stand for the other 27 s.
    #expect(audio.tensors.last?.count == 150 + 84)
    let row = try #require(try logits(model, audio, golden.tokens).first)
    #expect(distance(row, golden.logits) < 0.6)
    #expect(best(row) == golden.tokens.first)
  }

  @Test(
    "Reading in steps, in one batch and after a cut gives the same logits",
    arguments: WhisperGolden.all)
  func steps(golden: WhisperGolden) throws {
    let model = try WhisperModel(golden.size)
    let audio = try model.encode(WhisperSignal.glides.span, CancellationToken())
    var batch = try WhisperDecoder(model, audio, CancellationToken())
    let whole = try batch.read(model.prompt + [440, 1000, 2000], rows: [model.prompt.count + 1])
      .values(of: Float.self)
    var steps = try WhisperDecoder(model, audio, CancellationToken())
    _ = try steps.read(model.prompt + [440, 77, 78], rows: [0])
    try steps.truncate(to: model.prompt.count + 1)
    let last = try steps.read([1000], rows: [0]).values(of: Float.self)
    #expect(steps.count == model.prompt.count + 2)
    let squares = zip(whole, last).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    #expect((squares / Float(whole.count)).squareRoot() < 0.6)
  }

  @Test("Silence, emptiness and what is no number give an empty transcript, quickly")
  func nothing() async throws {
    let recognizer = try WhisperRecognizer(final: .tinyEnglish, partial: nil)
    let broken =
      [Float](repeating: .nan, count: 16_000) + [Float](repeating: .infinity, count: 16_000)
    for samples in [[], [0], broken, [Float](repeating: 0, count: 600 * 16_000)] {
      for end in [samples.count, -5, Int.max, 0] {
        let transcript = try await recognizer.transcribe(
          SpeechSegment(samples: samples, speechEnd: end, effort: .final))
        #expect(transcript.text.isEmpty && transcript.parts.isEmpty)
      }
    }
  }

  @Test("Noise is not speech", arguments: [1, 5])
  func noise(seconds: Int) async throws {
    let recognizer = try WhisperRecognizer(final: .base, partial: .tinyEnglish)
    let samples = WhisperSignal.noise(seconds: seconds, level: 0.05)
    let transcript = try await recognizer.transcribe(
      SpeechSegment(samples: samples, speechEnd: samples.count, effort: .final))
    #expect(transcript.text.isEmpty)
  }

  @Test("A cancelled transcription throws cancelled")
  func cancelled() async throws {
    let recognizer = try WhisperRecognizer(final: .tinyEnglish, partial: nil)
    let samples = WhisperSignal.noise(seconds: 20, level: 0.3)
    let task = Task {
      try await recognizer.transcribe(
        SpeechSegment(samples: samples, speechEnd: samples.count, effort: .final))
    }
    task.cancel()
    let result = await task.result
    #expect { try result.get() } throws: { ($0 as? ModelError)?.code == .cancelled }
  }
}

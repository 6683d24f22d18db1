public import Repartee
public import ReparteeInference

/// Silero's voice detector as its authors publish it, in ONNX Runtime: for comparing the project's
/// own code with. Several times slower, and it allocates.
public final class SileroReference {
  private let session: OnnxSession
  private let input: OnnxTensor
  private let rate: OnnxTensor
  private var state: OnnxTensor
  private var nextState: OnnxTensor
  private let probability: OnnxTensor

  /// - Throws: `.missing` when the model or ONNX Runtime is not installed.
  public init(home: ModelHome = .standard) throws(ModelError) {
    session = try OnnxSession(path: home.file("models/silero/silero_vad.onnx"))
    input = try OnnxTensor(of: Float.self, shape: [1, 576])
    rate = try OnnxTensor([16_000] as [Int64], shape: [])
    state = try OnnxTensor(of: Float.self, shape: [2, 1, 128])
    nextState = try OnnxTensor(of: Float.self, shape: [2, 1, 128])
    probability = try OnnxTensor(of: Float.self, shape: [1, 1])
  }

  /// The probability, 0…1, that the next frame holds speech.
  /// - Parameter frame: 512 samples at 16 kHz; shorter ones are filled up with zeros.
  /// - Throws: `.failed` when ONNX Runtime does.
  public func process(_ frame: some Collection<Float>) throws(ModelError) -> Float {
    try input.withValues(of: Float.self) { input in
      for index in 0..<64 { input[index] = input[512 + index] }
      for index in 64..<576 { input[index] = 0 }
      for (index, sample) in zip(64..<576, frame) { input[index] = sample }
    }
    try session.run(
      [("input", input), ("state", state), ("sr", rate)],
      into: [("output", probability), ("stateN", nextState)])
    swap(&state, &nextState)
    return try probability.withValues(of: Float.self) { $0.first ?? 0 }
  }

  /// All whole frames of `samples`, in order.
  public func probabilities(_ samples: [Float]) throws(ModelError) -> [Float] {
    var probabilities: [Float] = []
    for start in stride(from: 0, to: samples.count - 511, by: 512) {
      probabilities.append(try process(samples[start..<start + 512]))
    }
    return probabilities
  }
}

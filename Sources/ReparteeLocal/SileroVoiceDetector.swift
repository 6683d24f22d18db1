public import Repartee
public import ReparteeInference

/// Silero's voice detector, on the project's own code: no library, no thread, no allocation a frame.
///
/// Hears 16 kHz mono in frames of 512 samples (32 ms).
public struct SileroVoiceDetector: VoiceDetector {
  /// Whether a stream forgets its past in long quiet. See `SileroStream`.
  public enum Memory: Sendable {
    /// What a conversation wants.
    case resetInQuiet
    /// The network as it is, for comparing with others.
    case everything
  }

  public let model: ModelDescription
  public var hop: Int { SileroStream.hop }
  private let weights: SileroWeights
  private let memory: Memory
  private let instructions: SileroInstructionSet

  /// Loads the weights from an installed home.
  /// - Throws: `.missing` when the model is not installed, `.invalid` when the file is another one.
  public init(
    home: ModelHome = .standard, memory: Memory = .resetInQuiet,
    instructions: SileroInstructionSet = .best
  ) throws(ModelError) {
    let path = "models/silero/silero_vad_openvino_16k.onnx"
    try self.init(
      file: home.contents(of: path), name: home.file(path), memory: memory,
      instructions: instructions)
  }

  /// Takes the weights from the bytes of an ONNX file.
  /// - Parameter name: what to call the file in errors.
  /// - Throws: `.invalid` when it is not Silero's 16 kHz model.
  public init(
    file: [UInt8], name: String, memory: Memory = .resetInQuiet,
    instructions: SileroInstructionSet = .best
  ) throws(ModelError) {
    let clock = ContinuousClock()
    let start = clock.now
    weights = try SileroWeights(file: file, name: name)
    self.memory = memory
    self.instructions = instructions.isSupported ? instructions : .baseline
    model = ModelDescription(
      name: "silero-vad v6 16 kHz (\(self.instructions))", bytes: weights.fileBytes,
      loadTime: clock.now - start)
  }

  public func makeStream() -> any VoiceStream {
    SileroStream(weights, memory: memory, instructions: instructions)
  }
}

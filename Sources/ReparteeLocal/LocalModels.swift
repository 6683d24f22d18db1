public import Repartee
public import ReparteeInference

/// All the models of a session, on this machine and without keys.
public enum LocalModels {
  /// Which of them.
  public struct Options: Sendable {
    /// The recogniser of what is answered; what is shown meanwhile is always the small one's.
    public var recognizer = WhisperModel.Size.base
    /// A GGUF file; nil for the installed default.
    public var languagePath: String?
    public var adapter = LlamaLanguageModel.Adapter.automatic
    public init() {}
  }

  /// Loads them side by side; about a second with a warm disk.
  /// - Throws: `.missing` when something is not installed, `.invalid` when a file is not what it should be.
  public static func load(
    _ options: Options = Options(), home: ModelHome = .standard
  ) async throws(ModelError) -> ModelSet {
    let workers = ModelWorkers(name: "repartee-model", threads: 2)
    do {
      async let language = LlamaLanguageModel.load(
        path: options.languagePath, adapter: options.adapter)
      async let speech = loaded { () throws(ModelError) in
        try HibariSynthesizer(home: home, workers: workers)
      }
      async let recognizer = loaded { () throws(ModelError) in
        try WhisperRecognizer(final: options.recognizer, home: home)
      }
      async let turn = loaded { () throws(ModelError) in
        try SmartTurnDetector(home: home, workers: workers)
      }
      let voice = try SileroVoiceDetector(home: home)
      return ModelSet(
        voice: voice, turn: try await turn, recognizer: try await recognizer,
        language: try await language, speech: try await speech)
    } catch let error as ModelError {
      throw error
    } catch {
      throw ModelError(.failed, "The local models could not be loaded.", cause: error)
    }
  }

  @concurrent
  private static func loaded<T: Sendable>(
    _ load: @Sendable () throws(ModelError) -> T
  ) async throws(ModelError) -> T {
    try load()
  }
}

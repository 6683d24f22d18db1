public import Repartee
public import ReparteeInference

/// One size of Whisper: its graphs, vocabulary and settings, shared by all threads.
///
/// `decode` blocks the calling thread: call it on `ModelWorkers`.
public final class WhisperModel: Sendable {
  /// A size that set-up installs.
  public enum Size: String, Sendable, CaseIterable {
    /// English only, about half the work of `base`.
    case tinyEnglish = "whisper-tiny.en"
    /// Ninety-nine languages.
    case base = "whisper-base"
  }

  public let model: ModelDescription
  let configuration: WhisperConfiguration
  let vocabulary: WhisperVocabulary
  let encoder: OnnxSession
  let decoder: OnnxSession
  let names: WhisperNames
  let prompt: [Int]

  /// Loads an installed size.
  /// - Parameter language: the code of the language that is spoken.
  /// - Throws: `.missing` when it is not installed, `.invalid` when a file of it is damaged,
  ///   `.unsupported` when it does not know the language.
  public convenience init(
    _ size: Size, language: String = "en", home: ModelHome = .standard
  ) throws(ModelError) {
    try self.init(folder: "models/\(size.rawValue)", language: language, home: home)
  }

  /// Loads a model from a folder of the home.
  /// - Throws: as the other initialiser.
  public init(
    folder: String, language: String = "en", home: ModelHome = .standard
  ) throws(ModelError) {
    let clock = ContinuousClock()
    let start = clock.now
    let file = try home.contents(of: folder + "/config.json")
    configuration = try WhisperConfiguration(file: file, name: folder + "/config.json")
    prompt = try configuration.prompt(language: language)
    let tokens = try home.contents(of: folder + "/tokenizer.json")
    vocabulary = try WhisperVocabulary(
      file: tokens, name: folder + "/tokenizer.json", count: configuration.special.end)
    names = WhisperNames(layers: configuration.sizes.decoderLayers)
    // Segments differ in length all the time, so a memory plan for each would only pile up.
    let options = OnnxSession.Options(memoryPattern: false)
    encoder = try OnnxSession(
      path: home.file(folder + "/encoder.int8.onnx"), options: options)
    decoder = try OnnxSession(
      path: home.file(folder + "/decoder.int8.onnx"), options: options)
    model = ModelDescription(
      name: "\(configuration.name) int8",
      bytes: file.count + tokens.count + encoder.model.bytes + decoder.model.bytes,
      loadTime: clock.now - start)
    try names.check(encoder, decoder, folder)
  }
}

/// The graphs' inputs and outputs for each decoder layer.
struct WhisperNames: Sendable {
  /// What the encoder makes and every decoder step takes.
  let audio: [String]
  let past: [String]
  let next: [String]

  init(layers: Int) {
    let layers = 0..<layers
    audio = layers.flatMap { ["key_\($0)", "value_\($0)"] } + ["bias"]
    past = layers.flatMap { ["past_key_\($0)", "past_value_\($0)"] }
    next = layers.flatMap { ["next_key_\($0)", "next_value_\($0)"] }
  }

  /// - Throws: `.invalid` when the graphs are not those of this configuration.
  func check(
    _ encoder: OnnxSession, _ decoder: OnnxSession, _ folder: String
  ) throws(ModelError) {
    let made = Set(encoder.outputs.map(\.name))
    let taken = Set(decoder.inputs.map(\.name))
    let written = Set(decoder.outputs.map(\.name))
    guard encoder.inputs.map(\.name) == ["mel"], made == Set(audio),
      taken == Set(["ids", "positions", "mask", "rows"] + audio + past),
      written == Set(["logits"] + next)
    else {
      throw ModelError(
        .invalid, "\(folder) holds graphs of another kind: run ./repartee setup")
    }
  }
}

internal import Foundation
internal import Logging
public import Repartee
internal import ReparteeInference

/// A chat model that runs on this machine, from a GGUF file.
///
/// By default SmolLM2-135M-Instruct with the project's adapter, which answers briefly from its instructions or says that
/// it does not know. All conversations share one copy of the model and one cache; calls may overlap.
public final class LlamaLanguageModel: LanguageModel {
  /// What is put on top of a model's weights.
  public enum Adapter: Sendable, Equatable {
    /// The receptionist with the default model, nothing with any other.
    case automatic
    /// The project's own adapter for SmolLM2-135M-Instruct.
    case receptionist
    /// A GGUF LoRA file.
    case file(String)
    case none
  }

  /// Where the default model is, from the model home.
  public static let standardFile = "models/smollm2/smollm2-135m-instruct-q4_0.gguf"

  public let model: ModelDescription
  private let engine: LlamaEngine

  private init(model: ModelDescription, engine: LlamaEngine) {
    self.model = model
    self.engine = engine
  }

  /// Loads a model; a second or less for the default one.
  /// - Parameters:
  ///   - path: a GGUF file; nil for the installed default.
  ///   - adapter: what is put on top.
  ///   - contextTokens: the size of the cache that all conversations share; about 23 KB each for the default model.
  /// - Throws: `.missing` when a file is not there, `.invalid` when it is not a model or an adapter does not fit it.
  public static func load(
    path: String? = nil, adapter: Adapter = .automatic, contextTokens: Int = 8192
  ) async throws(ModelError) -> LlamaLanguageModel {
    let file: String
    if let path { file = path } else { file = try ModelHome.file(standardFile) }
    let adapterFile: String? =
      switch adapter {
      case .automatic: path == nil ? try LlamaAdapterFile.receptionist() : nil
      case .receptionist: try LlamaAdapterFile.receptionist()
      case .file(let path): path
      case .none: nil
      }
    var configuration = LlamaEngine.Configuration()
    configuration.contextTokens = contextTokens
    configuration.conversationTokens = contextTokens / 2
    let start = ContinuousClock.now
    let engine = try await LlamaEngine.load(
      path: file, adapters: adapterFile.map { [.init(path: $0)] } ?? [],
      configuration: configuration)
    let description = ModelDescription(
      name: name(file, adapterFile), bytes: bytes(file) + (adapterFile.map(bytes) ?? 0),
      loadTime: ContinuousClock.now - start)
    Logger(label: "repartee.llama").info(
      "loaded \(description.name), \(description.bytes) bytes, in \(description.loadTime)")
    return LlamaLanguageModel(model: description, engine: engine)
  }

  /// Reads the instructions into the cache. Their first reply then starts sooner.
  /// - Throws: `.unsupported` when they do not fit the model, `.cancelled`, `.overloaded`, `.failed`.
  public func prepare(instructions: String) async throws(ModelError) {
    _ = try await engine.prepare(instructions: instructions)
  }

  /// Writes one reply.
  ///
  /// The oldest messages are left out when all do not fit, and of a message too long its end is kept.
  /// - Parameter emit: called on the model's thread, which waits for it; must be quick.
  /// - Throws: `.cancelled` within one token of the calling task's cancellation, `.overloaded` when too many calls are
  ///   open, `.unsupported` when the instructions do not fit, `.failed`.
  public func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    try await engine.generate(request, emit: emit)
  }

  private static func name(_ file: String, _ adapter: String?) -> String {
    let parts = [file, adapter].compactMap { $0 }.map {
      URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent
    }
    return parts.joined(separator: " + ")
  }

  private static func bytes(_ file: String) -> Int {
    let path = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }
}

internal import CLlama
internal import Foundation
internal import Repartee

/// A loaded GGUF model with its vocabulary and adapters: read-only after loading, shared by all threads.
///
/// Unchecked: the pointers never change, and llama.cpp only reads what they point to once loading is over.
final class LlamaModel: @unchecked Sendable {
  /// An adapter file and how strongly it is applied.
  struct Adapter: Sendable, Equatable {
    var path: String
    var scale: Float
  }

  let pointer: OpaquePointer
  let vocabulary: LlamaVocabulary
  let adapters: [(pointer: OpaquePointer, scale: Float)]
  /// The model's own chat template; nil when the file names none.
  let template: String?
  /// The longest text the model was trained on, in tokens.
  let trainedContext: Int

  private init(pointer: OpaquePointer, adapters: [(pointer: OpaquePointer, scale: Float)]) {
    self.pointer = pointer
    self.adapters = adapters
    vocabulary = LlamaVocabulary(pointer: llama_model_get_vocab(pointer))
    template = llama_model_chat_template(pointer, nil).map { String(cString: $0) }
    trainedContext = max(0, Int(llama_model_n_ctx_train(pointer)))
  }

  // The adapters belong to the model and go with it.
  deinit { llama_model_free(pointer) }

  /// Reads a model and its adapters; blocks for as long as that takes.
  /// - Throws: `.missing` for a file that is not there, `.invalid` for one that is not a model or does not fit.
  static func load(path: String, adapters: [Adapter]) throws(ModelError) -> LlamaModel {
    LlamaLibrary.start()
    try checkFile(path, kind: "model", hint: "run ./repartee setup or name another with --llm")
    for adapter in adapters {
      try checkFile(adapter.path, kind: "adapter", hint: "name another, or none, with --adapter")
    }
    var parameters = llama_model_default_params()
    parameters.n_gpu_layers = 0
    let (model, complaint) = LlamaLibrary.complaint { llama_model_load_from_file(path, parameters) }
    guard let model else {
      throw ModelError(
        .invalid,
        "\(path) cannot be loaded as a language model (\(brief(complaint))): fetch it again or name another"
      )
    }
    guard llama_model_has_decoder(model), llama_vocab_n_tokens(llama_model_get_vocab(model)) > 0
    else {
      llama_model_free(model)
      throw ModelError(
        .unsupported, "\(path) is a model that does not write text: name a chat model with --llm")
    }
    var loaded: [(pointer: OpaquePointer, scale: Float)] = []
    for adapter in adapters {
      let (pointer, complaint) = LlamaLibrary.complaint {
        llama_adapter_lora_init(model, adapter.path)
      }
      guard let pointer else {
        llama_model_free(model)
        throw ModelError(
          .invalid,
          "the adapter \(adapter.path) does not fit the model \(path) (\(brief(complaint))): name one made for it, or none"
        )
      }
      loaded.append((pointer, adapter.scale))
    }
    return LlamaModel(pointer: model, adapters: loaded)
  }

  /// Says what is wrong with a file before llama.cpp sees it.
  private static func checkFile(
    _ path: String, kind: String, hint: String
  ) throws(ModelError) {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw ModelError(.missing, "the language \(kind) \(path) is not there: \(hint)")
    }
    guard !isDirectory.boolValue, let file = FileHandle(forReadingAtPath: path) else {
      throw ModelError(.invalid, "the language \(kind) \(path) cannot be read: \(hint)")
    }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 4), head.elementsEqual(Array("GGUF".utf8)) else {
      throw ModelError(.invalid, "the language \(kind) \(path) is not a GGUF file: \(hint)")
    }
  }

  /// llama.cpp's complaint without the function name in front, on one line.
  private static func brief(_ complaint: String) -> String {
    let text = complaint.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
    let line = text.trimmingCharacters(in: .whitespacesAndNewlines).prefix(200)
    return line.isEmpty ? "no reason given" : String(line)
  }
}

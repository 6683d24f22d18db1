internal import ArgumentParser
internal import Repartee
internal import ReparteeLocal

/// Which local models a command uses.
struct ModelOptions: ParsableArguments {
  enum Recognizer: String, ExpressibleByArgument, CaseIterable {
    case tinyEnglish = "whisper-tiny.en"
    case base = "whisper-base"
  }

  @Option(help: "The recogniser of what is answered.")
  var recognizer = Recognizer.base

  @Option(help: "A GGUF file, or 'smollm2'.")
  var llm = "smollm2"

  @Option(
    help: "A LoRA adapter as a GGUF file, or 'none'. The default is the one made for smollm2.")
  var adapter: String?

  var local: LocalModels.Options {
    var options = LocalModels.Options()
    options.recognizer = recognizer == .base ? .base : .tinyEnglish
    options.languagePath = llm == "smollm2" ? nil : llm
    options.adapter = adapter.map { $0 == "none" ? .none : .file($0) } ?? .automatic
    return options
  }

  /// Loads them all.
  func load() async throws -> ModelSet { try await LocalModels.load(local) }
}

internal import Repartee
internal import ReparteeInference

/// Finds the adapter that comes with the program.
enum LlamaAdapterFile {
  static let name = "receptionist-adapter.gguf"

  /// The adapter's path.
  /// - Throws: `.missing` when the program was moved away from its resources.
  static func receptionist() throws(ModelError) -> String {
    if let path = ProgramResource.path(target: "ReparteeLocal", name: name) { return path }
    throw ModelError(
      .missing,
      "\(name) is not beside the program: run it from its build folder, or with --adapter none")
  }
}

internal import Foundation
internal import Repartee

/// Finds the adapter that comes with the program.
enum LlamaAdapterFile {
  static let name = "receptionist-adapter.gguf"

  /// The adapter's path.
  ///
  /// Looked for beside the program, where the build puts its resources. The generated `Bundle.module` would end the
  /// process when they are not there.
  /// - Throws: `.missing` when the program was moved away from its resources.
  static func receptionist() throws(ModelError) -> String {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let folders = [Bundle.main.bundleURL, program.deletingLastPathComponent()]
    for folder in folders {
      let file = folder.appendingPathComponent("repartee_ReparteeLocal.resources/Resources/\(name)")
      if FileManager.default.fileExists(atPath: file.path) { return file.path }
    }
    throw ModelError(
      .missing,
      "\(name) is not beside the program: run it from its build folder, or with --adapter none")
  }
}

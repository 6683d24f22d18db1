internal import Foundation
public import Repartee

/// The agent that comes with Repartee.
public enum BundledAgent {
  /// - Throws: when the program was moved away from its resources.
  public static func receptionist() throws -> Agent {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    // Beside the program, where the build puts its resources. The generated `Bundle.module` would end the process.
    for folder in [Bundle.main.bundleURL, program.deletingLastPathComponent()] {
      let file = folder.appendingPathComponent(
        "repartee_ReparteeCommands.resources/Resources/receptionist.yaml")
      if FileManager.default.fileExists(atPath: file.path) {
        return try AgentFile.load(path: file.path)
      }
    }
    throw CommandError(
      "the bundled agent is not beside the program: run it from its build folder, or name one with --agent"
    )
  }
}

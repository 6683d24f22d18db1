public import Repartee
internal import ReparteeInference

/// The agent that comes with Repartee.
public enum BundledAgent {
  /// - Throws: when the program was moved away from its resources.
  public static func receptionist() throws -> Agent {
    guard
      let path = ProgramResource.path(target: "ReparteeCommands", name: "receptionist.yaml")
    else {
      throw CommandError(
        "the bundled agent is not beside the program: run it from its build folder, or name one with --agent"
      )
    }
    return try AgentFile.load(path: path)
  }
}

internal import Foundation
public import Repartee

/// The agent that comes with Repartee.
public enum BundledAgent {
  public static func receptionist() throws -> Agent {
    guard
      let path = Bundle.module.path(
        forResource: "receptionist", ofType: "yaml", inDirectory: "Resources")
    else {
      throw CommandError(
        "the bundled agent is not beside the program: build again with ./repartee setup")
    }
    return try AgentFile.load(path: path)
  }
}

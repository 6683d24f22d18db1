internal import Foundation

/// Files that the build puts beside the program.
public enum ProgramResource {
  /// The path of a target's resource; nil when the program was moved away from it.
  ///
  /// The generated `Bundle.module` would end the process when it is not there.
  /// - Parameters:
  ///   - target: the target whose `Resources` folder it is in.
  ///   - name: the file's name.
  public static func path(target: String, name: String) -> String? {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return [Bundle.main.bundleURL, program.deletingLastPathComponent()]
      .map { $0.appendingPathComponent("repartee_\(target).resources/Resources/\(name)").path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }
}

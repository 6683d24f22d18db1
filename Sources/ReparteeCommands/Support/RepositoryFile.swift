internal import Foundation

/// Files of the repository that the program is built in.
enum RepositoryFile {
  /// Beside `Package.swift`, found from the program up or from here up.
  static func find(_ path: String) throws -> String {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    for start in [program.deletingLastPathComponent(), here] {
      if let found = find(path, from: start) { return found }
    }
    throw CommandError("\(path) is not there: run ./repartee in the repository")
  }

  static func find(_ path: String, from start: URL) -> String? {
    var folder = start.standardizedFileURL
    while true {
      let found = folder.appendingPathComponent(path).path
      if FileManager.default.fileExists(atPath: found) { return found }
      guard folder.path != "/" else { return nil }
      folder = folder.deletingLastPathComponent()
    }
  }
}

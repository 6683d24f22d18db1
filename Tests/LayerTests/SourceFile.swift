import Foundation

/// A file of the repository, as the rules of the house see it.
struct SourceFile: Sendable {
  /// From the repository's root.
  let path: String
  let text: String
  /// The lines without comments and without what stands in string literals.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    code = CodeScanner.code(of: text).components(separatedBy: "\n")
  }

  /// The target that a file under `Sources` belongs to.
  var target: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  /// The modules it imports, with submodules cut off.
  var imports: Set<String> {
    let importLine =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
    return Set(
      code.compactMap { line in
        line.firstMatch(of: importLine).map { String($0.output.1) }
      })
  }

  /// How often a pattern stands in the code.
  func count(of pattern: Regex<Substring>) -> Int {
    code.reduce(0) { $0 + $1.matches(of: pattern).count }
  }

}

/// The repository that this test was built from.
enum Repository {
  static let root: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The Swift files under a folder of the repository.
  static func swiftFiles(under folder: String) throws -> [SourceFile] {
    try paths(under: folder).filter { $0.hasSuffix(".swift") }.map { path in
      SourceFile(path: path, text: try text(of: path))
    }
  }

  static func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// The files under a folder, `""` being the root; nothing that was built or that git keeps for itself.
  static func paths(under folder: String) throws -> [String] {
    let start = folder.isEmpty ? root : root.appending(path: folder)
    let entries = try FileManager.default.contentsOfDirectory(
      at: start, includingPropertiesForKeys: [.isDirectoryKey])
    var found: [String] = []
    for entry in entries.sorted(by: { $0.path < $1.path }) {
      let name = entry.lastPathComponent
      guard name != ".git", !name.hasPrefix(".build"), name != "__pycache__" else { continue }
      let path = folder.isEmpty ? name : folder + "/" + name
      let isFolder = try entry.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
      found += isFolder ? try paths(under: path) : [path]
    }
    return found
  }
}

import Testing

@Suite("The repository is at home anywhere")
struct RepositoryTests {
  /// Text that was written here; resources, locks and pins of set-up are data.
  private static let endings = [
    ".swift", ".md", ".c", ".h", ".inc", ".sh", ".py", ".yaml", ".json", ".txt", ".modulemap",
  ]

  private static func texts() throws -> [(path: String, text: String)] {
    let plain: Set<String> = ["repartee", ".ci/run", "NOTICE", ".gitignore", "Package.swift"]
    return try Repository.paths(under: "").filter { path in
      plain.contains(path) || Self.endings.contains { path.hasSuffix($0) }
    }.map { (path: $0, text: try Repository.text(of: $0)) }
  }

  @Test("no file names a folder of the machine it was written on")
  func absolutePaths() throws {
    // Written in two parts so that this file does not break its own rule.
    let folders = ["/wo" + "rk/", "/ro" + "ot/", "/Us" + "ers/"]
    for file in try Self.texts() {
      for folder in folders where Self.names(folder, in: file.text) {
        Issue.record("\(file.path) names \(folder)")
      }
    }
  }

  @Test("no file but the manifest names a package registry")
  func registries() throws {
    let hosts = [
      "pypi" + ".org", "pythonhosted" + ".org", "github" + ".com", "huggingface" + ".co",
    ]
    for file in try Self.texts() {
      let text =
        file.path == "Package.swift" || file.path.hasSuffix("/Package.swift")
        ? file.text.replacing(/\.package\(url: "[^"]*"/, with: "") : file.text
      for host in hosts where text.contains(host) {
        Issue.record("\(file.path) names \(host): the package managers know their registries")
      }
    }
  }

  /// Whether a path begins with this folder: `$home/work/` does not.
  private static func names(_ folder: String, in text: String) -> Bool {
    text.ranges(of: folder).contains { range in
      guard range.lowerBound > text.startIndex else { return true }
      let before = text[text.index(before: range.lowerBound)]
      return !(before.isLetter || before.isNumber || "}._-)/".contains(before))
    }
  }
}

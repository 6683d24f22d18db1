import Testing

@Suite("What the code of the house does without")
struct BanTests {
  /// Files may not grow past this.
  static let maximumLines = 350

  @Test("no print, forced try or fatalError in Sources")
  func bans() throws {
    let banned: [(String, Regex<Substring>)] = [
      (
        "print: write to a log, or let the command write", /(?:^|[^\w.])(?:print|debugPrint|dump)\(/
      ),
      ("try!: throw an error that says what to do", /\btry!/),
      ("fatalError: a trap ends every call in the process", /\bfatalError\(/),
      ("as!: check the type", /\bas!/),
    ]
    for file in try Repository.swiftFiles(under: "Sources") {
      for (why, pattern) in banned {
        #expect(file.count(of: pattern) == 0, "\(file.path) has \(why)")
      }
    }
  }

  @Test("unstructured tasks are where the list says, and nowhere else")
  func unstructuredTasks() throws {
    let pattern = /(?:^|[^\w.])Task(?:\.detached|\s*\{|\s*\(|<)/
    try expectCounts(of: pattern, in: "Sources", equal: AllowList.unstructuredTasks)
  }

  @Test("unchecked sendability is where the list says, as often as it says")
  func unchecked() throws {
    let pattern = /@unchecked\s+Sendable|nonisolated\(unsafe\)/
    try expectCounts(of: pattern, in: "Sources", equal: AllowList.unchecked)
  }

  @Test("no test sleeps")
  func sleeps() throws {
    for file in try Repository.swiftFiles(under: "Tests") {
      #expect(
        file.count(of: /(?:Task|Thread)\.sleep|\.sleep\(|\busleep\(/) == 0,
        "\(file.path): wait for what happens, not for time to pass")
    }
  }

  @Test("no file is longer than one sitting's read")
  func lengths() throws {
    for folder in ["Sources", "Tests"] {
      for file in try Repository.swiftFiles(under: folder) {
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(lines <= Self.maximumLines, "\(file.path) has \(lines) lines")
      }
    }
  }

  private func expectCounts(
    of pattern: Regex<Substring>, in folder: String, equal list: [AllowList.Entry]
  ) throws {
    var left = Dictionary(uniqueKeysWithValues: list.map { ($0.path, $0.count) })
    for file in try Repository.swiftFiles(under: folder) {
      let count = file.count(of: pattern)
      let allowed = left.removeValue(forKey: file.path) ?? 0
      #expect(count == allowed, "\(file.path): \(count) found, \(allowed) in AllowList.swift")
    }
    for path in left.keys { Issue.record("\(path) is in AllowList.swift and does not exist") }
    for entry in list { #expect(!entry.reason.isEmpty, "\(entry.path) has no reason") }
  }
}

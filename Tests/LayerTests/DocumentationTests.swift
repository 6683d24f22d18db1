import Foundation
import Testing

@Suite("The documentation is true to the code, as far as a test can tell")
struct DocumentationTests {
  @Test("the README's agent is the example, to the letter, and twelve lines")
  func example() throws {
    let program = try Repository.text(of: "Examples/Sources/FrontDesk/main.swift")
    #expect(try Repository.text(of: "README.md").contains("```swift\n\(program)```"))
    #expect(program.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 12)
  }

  @Test("the example of docs/testing-agents.md is the one that is built, to the letter")
  func rehearsal() throws {
    let program = try Repository.text(of: "Examples/Sources/Rehearsal/main.swift")
    #expect(
      try Repository.text(of: "docs/testing-agents.md").contains("```swift\n\(program)```"))
  }

  @Test("the README has every verb, and none that does not exist")
  func verbs() throws {
    let table = try Repository.text(of: "README.md").matches(of: /\n\| `([a-z]+)` \|/)
    let documented = Set(table.map { String($0.output.1) })
    var declared: Set<String> = []
    for file in try Repository.swiftFiles(under: "Sources/ReparteeCommands/Verbs") {
      guard file.text.contains("ParsableCommand") else { continue }
      for match in file.text.matches(of: /commandName: "([a-z]+)"/) {
        declared.insert(String(match.output.1))
      }
    }
    // Sub-verbs of `eval` and `bench`; `setup` and `test` are the launcher's own.
    #expect(
      documented
        == declared.subtracting(["facts", "asr", "local", "turns", "density", "soak", "peers"])
        .union([
          "setup", "test",
        ]))
  }

  @Test("docs/turns.md names every setting of a turn")
  func settings() throws {
    let text = try Repository.text(of: "docs/turns.md")
    let fields = try Repository.text(of: "Sources/ReparteeTurn/TurnSettings+Fields.swift")
    let names = fields.matches(of: /(?:time|number|factor|flag|count)\("(\w+)"/).map {
      String($0.output.1)
    }
    #expect(names.count > 10)
    for name in names { #expect(text.contains("`\(name)`"), "\(name) is not in docs/turns.md") }
  }

  @Test("every link to a file leads to one")
  func links() throws {
    for path in try Repository.paths(under: "") where path.hasSuffix(".md") {
      let folder = Repository.root.appending(path: path).deletingLastPathComponent()
      for match in try Repository.text(of: path).matches(of: /\]\(([^)#:]+)\)/) {
        let target = String(match.output.1)
        // "[word](/phonemes/)" is a reading, no link.
        guard !target.hasPrefix("/") else { continue }
        #expect(
          FileManager.default.fileExists(atPath: folder.appending(path: target).path),
          "\(path) leads to \(target)")
      }
    }
  }
}

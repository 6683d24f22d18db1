import Testing

@Suite("The rules read code, and code only")
struct ScannerTests {
  @Test(
    "comments and literals are blank",
    arguments: [
      ("a // b", "a     "),
      ("a /* b /* c */ d */ e", "a                   e"),
      ("x = \"print(\" + y", "x =          + y"),
      ("x = #\"a\"b\"# + y", "x =         + y"),
      ("x = \"a\\\"b\" + y", "x =        + y"),
      ("\"\"\"\na\"b\n\"\"\"\nz", "   \n   \n   \nz"),
    ])
  func blanks(source: String, code: String) {
    #expect(CodeScanner.code(of: source) == code)
  }

  @Test(
    "import lines are read whatever stands before them",
    arguments: [
      ("import A", "A"), ("public import B", "B"), ("@testable import C", "C"),
      ("internal import struct D.E", "D"), ("@preconcurrency package import F", "F"),
      ("  import G.H // why", "G"),
    ])
  func imports(line: String, module: String) {
    #expect(SourceFile(path: "Sources/X/x.swift", text: line).imports == [module])
  }

  @Test("an import in a comment is none")
  func commentedImport() {
    #expect(SourceFile(path: "x", text: "// import A\n/*\nimport B\n*/").imports.isEmpty)
  }

  @Test("dependencies of every form are read from a manifest")
  func manifest() {
    let manifest = Manifest(
      """
      let numbers = Target.Dependency.product(name: "Real", package: "numbers")
      .target(name: "A"),
      .target(name: "B", dependencies: ["A", numbers, .product(name: "P", package: "p")], swiftSettings: s),
      .testTarget(name: "T", dependencies: ["B"]),
      .executableTarget(name: "E", dependencies: ["B"]),
      """)
    #expect(manifest.dependencies == ["A": [], "B": ["A", "Real", "P"], "E": ["B"]])
  }
}

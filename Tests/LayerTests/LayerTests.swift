import Testing

@Suite("Imports go down only")
struct LayerTests {
  @Test("every edge of the table goes to a lower floor, or a lower step of the same floor")
  func tableGoesDown() throws {
    for target in House.targets {
      for name in target.targets {
        let below = try #require(House.target(name), "\(target.name) names no target: \(name)")
        #expect(
          (below.floor, below.step) < (target.floor, target.step),
          "\(target.name) on floor \(target.floor) must not see \(name) on floor \(below.floor)")
      }
    }
  }

  @Test("the table is what Package.swift says")
  func tableIsManifest() throws {
    let manifest = Manifest(try Repository.text(of: "Package.swift"))
    for target in House.targets {
      #expect(
        manifest.dependencies[target.name] == target.targets.union(target.products),
        "\(target.name): the table in House.swift and Package.swift differ")
    }
    let known = Set(House.targets.map(\.name)).union(["CAllocationCounter", "BudgetUnits"])
    #expect(Set(manifest.dependencies.keys) == known)
  }

  @Test("no file imports what its target may not")
  func importsFollowTable() throws {
    let files = try Repository.swiftFiles(under: "Sources")
    #expect(files.count > 50, "the sources were not found")
    for file in files {
      let target = try #require(
        file.target.flatMap(House.target), "\(file.path) is in no target of the table")
      for module in file.imports where !Self.may(target, import: module) {
        Issue.record("\(file.path) imports \(module), which \(target.name) may not see")
      }
    }
  }

  @Test("nothing that ships imports the testing kit or a test library")
  func testingStaysOut() throws {
    for file in try Repository.swiftFiles(under: "Sources") {
      #expect(
        file.imports.isDisjoint(with: ["ReparteeTesting", "Testing", "XCTest"]), "\(file.path)")
    }
  }

  @Test("every Swift target has files")
  func targetsExist() throws {
    let filled = Set(try Repository.swiftFiles(under: "Sources").compactMap(\.target))
    #expect(filled == Set(House.targets.filter(\.isSwift).map(\.name)))
  }

  private static func may(_ target: House.Target, import module: String) -> Bool {
    if let floor = House.toolchain[module] { return floor <= target.floor }
    return target.targets.contains(module) || target.products.contains(module)
  }
}

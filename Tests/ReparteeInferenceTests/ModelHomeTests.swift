import Foundation
import Repartee
import Testing

import ReparteeInference

@Suite struct ModelHomeTests {
  @Test(
    "The home is REPARTEE_HOME, or a directory in the user's cache",
    arguments: [
      (["REPARTEE_HOME": "/a/b", "HOME": "/home/u"], "/a/b"),
      (["REPARTEE_HOME": "/a/b/"], "/a/b"),
      (["REPARTEE_HOME": "", "HOME": "/home/u"], "/home/u/.cache/repartee"),
      (["HOME": "/home/u"], "/home/u/.cache/repartee"),
    ])
  func root(environment: [String: String], expected: String) {
    #expect(ModelHome(environment: environment).root == expected)
  }

  @Test("A file that is not there names itself and the remedy")
  func missing() {
    let home = ModelHome(root: "/nowhere/at-all")
    let error = #expect(throws: ModelError.self) { try home.file("models/x.onnx") }
    #expect(error?.code == .missing)
    #expect(error?.message == "/nowhere/at-all/models/x.onnx is not there: run ./repartee setup")
    #expect(!home.isInstalled)
  }

  @Test("Everything in the manifest must be there, with its size")
  func installed() throws {
    let scratch = try Scratch()
    let home = ModelHome(root: scratch.path)
    #expect(!home.isInstalled)
    try scratch.write("models/a.onnx", [1, 2, 3])
    try scratch.write("manifest.tsv", Array("models/a.onnx\t3\tABCD\tMIT\tpackage 1.0\n".utf8))
    #expect(home.isInstalled)
    #expect(
      try home.entries() == [
        .init(
          path: "models/a.onnx", bytes: 3, sha256: "abcd", licence: "MIT", source: "package 1.0")
      ])
    #expect(try home.contents(of: "models/a.onnx") == [1, 2, 3])
    #expect(home.has("models/a.onnx"))
    #expect(!home.has("models/a.onnx", "models/b.onnx"))
    try scratch.write("models/a.onnx", [1, 2])
    #expect(!home.isInstalled)
  }

  @Test(
    "A damaged manifest is an error that names the row",
    arguments: ["nonsense", "a\tb\tc\td\te", "a\t-1\tc\td\te", "a\t1\tc"])
  func damaged(row: String) throws {
    let scratch = try Scratch()
    try scratch.write("manifest.tsv", Array(("# files\n" + row + "\n").utf8))
    let error = #expect(throws: ModelError.self) { try ModelHome(root: scratch.path).entries() }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("row 2") == true)
  }
}

/// A directory that goes away with its test.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "repartee-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}

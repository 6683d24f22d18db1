internal import Foundation

/// A folder of its own for what is made on the way.
struct TemporaryFolder {
  let path: String

  init(named name: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(name)-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandError("\(folder.path): cannot be made (\(Output.reason(error)))")
    }
    path = folder.path
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

internal import Foundation

/// Where inputs are kept: those worth beginning with, and the last one of each parser, for when it traps.
struct CorpusFolder {
  /// The most bytes kept of one parser.
  static let room = 4_096

  private let path: String
  private let last: LastInput

  /// - Parameter path: a folder with a file `NAME.base64` for each parser, an input a line.
  init(path: String) {
    self.path = path
    last = LastInput(path: FileManager.default.temporaryDirectory.path + "/repartee-fuzz-last")
  }

  func read(_ name: String) -> [[UInt8]] {
    guard let text = try? String(contentsOfFile: file(name), encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap {
      Data(base64Encoded: String($0)).map(Array.init)
    }
  }

  func write(_ inputs: [[UInt8]], _ name: String) {
    let lines = inputs.map { Data($0).base64EncodedString() }
    let text = lines.joined(separator: "\n") + "\n"
    do { try text.write(toFile: file(name), atomically: true, encoding: .utf8) } catch {
      say("\(name): what was found could not be kept: \(error)")
    }
  }

  /// Keeps an input outside the process before it is tried.
  func remember(_ bytes: [UInt8], _ name: String) { last.write(bytes, name) }

  private func file(_ name: String) -> String { "\(path)/\(name).base64" }
}

/// The input that is being tried: it must outlive the process.
final class LastInput {
  private let path: String
  private var descriptor: Int32 = -1
  private var name = ""

  init(path: String) { self.path = path }

  func write(_ bytes: [UInt8], _ name: String) {
    if name != self.name { reopen(name) }
    bytes.withUnsafeBytes { _ = pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    ftruncate(descriptor, bytes.count)
  }

  private func reopen(_ name: String) {
    if descriptor >= 0 { close(descriptor) }
    self.name = name
    descriptor = open("\(path)-\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}

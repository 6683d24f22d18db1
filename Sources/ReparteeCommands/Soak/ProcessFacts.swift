internal import Foundation

/// What a process holds at one moment, as the system sees it.
struct ProcessFacts: Codable, Sendable, Equatable {
  /// Resident memory, in kilobytes.
  var residentKilobytes: Double
  /// Open files, sockets, timers and the like.
  var descriptors: Int
  var threads: Int

  /// - Parameter process: its number, or `self`.
  /// - Returns: nil when there is no such process.
  static func read(_ process: String = "self") -> ProcessFacts? {
    let path = "/proc/\(process)"
    guard let status = try? String(contentsOfFile: path + "/status", encoding: .utf8),
      let files = try? FileManager.default.contentsOfDirectory(atPath: path + "/fd"),
      let memory = number("VmRSS:", in: status), let threads = number("Threads:", in: status)
    else { return nil }
    return ProcessFacts(
      residentKilobytes: memory, descriptors: files.count, threads: Int(threads))
  }

  /// The number behind a name in the text of `/proc/…/status`.
  static func number(_ name: String, in status: String) -> Double? {
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
      return nil
    }
    return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
      .flatMap { Double($0) }
  }
}

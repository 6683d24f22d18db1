internal import Foundation

/// On what was measured.
struct PeerMachine: Sendable, Codable {
  var cores: Int
  var processor: String
  var gigabytes: Double
  var system: String

  static var this: PeerMachine {
    let information = text("/proc/cpuinfo")
    let memory = value("MemTotal", in: text("/proc/meminfo")).split(separator: " ").first
    let release = text("/proc/sys/kernel/osrelease").trimmingCharacters(in: .whitespacesAndNewlines)
    return PeerMachine(
      cores: ProcessInfo.processInfo.activeProcessorCount,
      processor: value("model name", in: information),
      gigabytes: ((memory.flatMap { Double($0) } ?? 0) / 1_048_576 * 10).rounded() / 10,
      system: "Linux \(release)")
  }

  var text: String { "\(cores) cores (\(processor)), \(gigabytes) GB, \(system)" }

  /// The one-minute load average.
  static var load: Double? {
    text("/proc/loadavg").split(separator: " ").first.flatMap { Double($0) }
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  /// The first value of a `name: value` file.
  static func value(_ name: String, in text: String) -> String {
    let row = text.split { $0.isNewline }.first { $0.hasPrefix(name) }
    let value = row?.split(separator: ":", maxSplits: 1).last.map(String.init)
    return value?.trimmingCharacters(in: .whitespaces) ?? "unknown"
  }
}

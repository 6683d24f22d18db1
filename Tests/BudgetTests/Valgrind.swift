import Foundation

/// Counts the instructions of `BudgetUnits`.
enum Valgrind {
  struct Failure: Error, CustomStringConvertible { var description: String }

  /// - Returns: where a program of the system is; nil when it is not installed.
  private static func find(_ name: String) -> String? {
    ["/usr/bin/", "/usr/local/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static let path = find("valgrind")

  static var isKnownMachine: Bool {
    #if arch(x86_64)
      let facts = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      return facts.contains(" avx2 ")
    #else
      return false
    #endif
  }

  /// The program without its debug information, which valgrind does not always understand.
  private static let program = Result<String, Failure> { () throws(Failure) -> String in
    let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let whole = folder.appending(path: "BudgetUnits").path
    let bare = folder.appending(path: "BudgetUnits.stripped").path
    guard FileManager.default.isExecutableFile(atPath: whole), let strip = find("strip") else {
      throw Failure(description: "\(whole) and strip are needed: build with --build-tests")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: strip)
    process.arguments = ["--strip-debug", "-o", bare, whole]
    do { try process.run() } catch { throw Failure(description: "\(strip): \(error)") }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(description: "\(strip) failed") }
    return bare
  }

  /// - Returns: nil when the unit cannot be done here.
  static func instructions(of unit: String, _ count: Int) async throws -> Double? {
    let (status, text) = try await run(unit, count)
    if status == 2 { return nil }
    guard status == 0, let match = text.firstMatch(of: /Collected : (\d+)/),
      let number = Double(match.output.1)
    else { throw Failure(description: "valgrind \(unit) \(count) ended with \(status): \(text)") }
    return number
  }

  private static func run(_ unit: String, _ count: Int) async throws -> (Int32, String) {
    guard let path else { throw Failure(description: "valgrind is not installed") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = [
      "--tool=callgrind", "--callgrind-out-file=/dev/null", try program.get(), unit, "\(count)",
    ]
    // Reading a model takes as long in each run then.
    process.environment = ProcessInfo.processInfo.environment.merging([
      "SWIFT_DETERMINISTIC_HASHING": "1"
    ]) { $1 }
    let output = Pipe()
    process.standardError = output
    process.standardOutput = FileHandle.nullDevice
    // Read on a thread of its own: nothing else may wait for a program of seconds.
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        do {
          try process.run()
          let bytes = output.fileHandleForReading.readDataToEndOfFile()
          process.waitUntilExit()
          let text = String(decoding: bytes, as: UTF8.self)
          continuation.resume(returning: (process.terminationStatus, text))
        } catch { continuation.resume(throwing: error) }
      }
    }
  }
}

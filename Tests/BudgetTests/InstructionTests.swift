import Foundation
import Testing

/// Instructions do not depend on what else the machine does, so they can be a budget where times cannot.
@Suite(
  .enabled(if: Budgets.current != nil, Budgets.absent),
  .enabled(if: Valgrind.path != nil, "valgrind is not installed: no instructions are counted"),
  .enabled(if: Valgrind.isKnownMachine, "budgets of instructions are those of x86-64 with AVX2"))
struct InstructionTests {
  /// How often each is done, and twice as often: the difference is free of what starting takes.
  static let units = [
    ("vad-frame", 128), ("turn-event", 4_000), ("g711-block", 500), ("opus-block", 100),
    ("ledger-update", 2_000),
  ]

  @Test("Instructions", arguments: units)
  func instructions(unit: String, count: Int) async throws {
    async let once = Valgrind.instructions(of: unit, count)
    async let twice = Valgrind.instructions(of: unit, 2 * count)
    guard let once = try await once, let twice = try await twice else {
      // Only models can be missing; without them other suites are skipped, too.
      print("budget\t\(unit)\tskipped: it cannot be done here; run ./repartee setup")
      return
    }
    Budgets.check(.instructions, unit, costs: (twice - once) / Double(count))
  }
}

/// Counts a program's instructions.
enum Valgrind {
  static let path = ["/usr/bin/valgrind", "/usr/local/bin/valgrind"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isKnownMachine: Bool {
    #if arch(x86_64)
      let facts = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      return facts.contains(" avx2 ")
    #else
      return false
    #endif
  }

  struct Failure: Error, CustomStringConvertible { var description: String }

  /// - Returns: nil when the unit cannot be done here.
  static func instructions(of unit: String, _ count: Int) async throws -> Double? {
    let (status, text) = try await run(unit, count)
    if status == 2 { return nil }
    let pattern = /Collected : (\d+)/
    guard status == 0, let match = text.firstMatch(of: pattern),
      let number = Double(match.output.1)
    else { throw Failure(description: "valgrind \(unit) \(count) ended with \(status): \(text)") }
    return number
  }

  private static func run(_ unit: String, _ count: Int) async throws -> (Int32, String) {
    let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let program = folder.appending(path: "BudgetUnits").path
    guard let path, FileManager.default.isExecutableFile(atPath: program) else {
      throw Failure(description: "\(program) is not there: build with --build-tests")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = [
      "--tool=callgrind", "--callgrind-out-file=/dev/null", program, unit, "\(count)",
    ]
    let output = Pipe()
    process.standardError = output
    process.standardOutput = FileHandle.nullDevice
    return try await withCheckedThrowingContinuation { continuation in
      // Read on a thread of its own: nothing else may wait for a program of seconds.
      Thread.detachNewThread {
        do {
          try process.run()
          let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
          process.waitUntilExit()
          continuation.resume(returning: (process.terminationStatus, text))
        } catch { continuation.resume(throwing: error) }
      }
    }
  }
}

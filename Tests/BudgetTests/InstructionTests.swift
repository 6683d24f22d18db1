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
    ("vad-frame", 512), ("turn-event", 4_000), ("g711-block", 500), ("opus-block", 100),
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

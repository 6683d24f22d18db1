internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeTurn

/// Thousands of scripted calls on the virtual clock in this process, each journalled and read back.
struct FastSoak {
  var calls: Int
  var seed: UInt64 = 1
  /// How many run at a time.
  var width = max(1, ProcessInfo.processInfo.activeProcessorCount)
  /// Calls between two looks at the memory, when none runs.
  static let batch = 50
  /// The first calls pay for what all share.
  static let warmUp = 50

  /// What became of one call.
  struct Outcome: Sendable {
    var number: Int
    var manner: SoakScript.Manner
    var length: MediaTime
    var journal: JournalCheck
  }

  /// - Parameter progress: told after each batch.
  /// - Returns: what was measured, though the task be cancelled meanwhile.
  func run(progress: (FastReport) -> Void = { _ in }) async throws -> FastReport {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-soak-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let live = LiveObjects()
    let start = ContinuousClock.now
    await runBatch(-Self.warmUp..<0, in: folder.path, live) { _ in }
    var report = FastReport(planned: calls)
    report.look(left: live.left)
    while report.calls < calls, !Task.isCancelled {
      let batch = report.calls..<min(calls, report.calls + Self.batch)
      await runBatch(batch, in: folder.path, live) { report.add($0) }
      report.seconds = start.duration(to: .now) / .seconds(1)
      report.look(left: live.left)
      progress(report)
    }
    report.isCutShort = report.calls < calls
    if report.journals.problems.isEmpty {
      try? FileManager.default.removeItem(at: folder)
    } else {
      report.folder = folder.path
    }
    return report
  }

  /// A batch that is cancelled counts the calls that ended by then.
  private func runBatch(
    _ numbers: Range<Int>, in folder: String, _ live: LiveObjects, add: (Outcome) -> Void
  ) async {
    await withTaskGroup(of: Outcome?.self) { group in
      var next = numbers.lowerBound
      func begin() {
        guard next < numbers.upperBound, !Task.isCancelled else { return }
        let number = next
        next += 1
        group.addTask { [self] in await call(number, in: folder, live) }
      }
      for _ in 0..<width { begin() }
      for await outcome in group {
        if let outcome { add(outcome) }
        begin()
      }
    }
  }

  /// - Returns: nil when the whole run was cancelled.
  private func call(_ number: Int, in folder: String, _ live: LiveObjects) async -> Outcome? {
    let script = SoakScript(seed: seed &* 1_000_003 &+ UInt64(bitPattern: Int64(number)))
    let path = "\(folder)/\(number).journal"
    let length: MediaTime
    do {
      // In a task of its own: a call that does not end cancels it.
      length = try await Self.carry(script, path, live)
    } catch {
      if error is CancellationError { return nil }
      length = .zero
    }
    let check = JournalCheck(path: path)
    if check.problem == nil, check.end != nil {
      try? FileManager.default.removeItem(atPath: path)
    }
    return Outcome(number: number, manner: script.manner, length: length, journal: check)
  }

  private static func carry(
    _ script: SoakScript, _ path: String, _ live: LiveObjects
  ) async throws -> MediaTime {
    let caller = SoakCaller(script, counting: live)
    let journal = CountedJournal(try FileJournal(path: path), counting: live)
    defer { journal.base.handOver() }
    var agent = Agent(
      "Soak", instructions: "Answer.",
      greeting: script.seed % 3 == 0 ? "" : "Hello, how can I help?")
    agent.turn.repromptAfter = .seconds(5)
    var driver = VirtualDriver(
      agent: agent, models: SoakModels.models(seed: script.seed, counting: live),
      journal: journal, cost: .free)
    for (command, time) in script.commands { driver.send(command, at: time) }
    do { try await driver.run(caller) } catch is CancellationError
      where caller.now > SoakCaller.limit
    {
      // It has no end in its journal, and is told of.
    }
    return caller.now
  }
}

/// A journal whose life is watched.
private final class CountedJournal: JournalSink {
  let base: FileJournal
  private let live: LiveObjects

  init(_ base: FileJournal, counting live: LiveObjects) {
    (self.base, self.live) = (base, live)
    live.journals.add(1)
  }

  deinit { live.journals.add(-1) }

  func append(_ bytes: [UInt8]) { base.append(bytes) }
}

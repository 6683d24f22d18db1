import Foundation
import Repartee
import ReparteeCore
import ReparteeTesting
import Testing

@testable import ReparteeCommands

@Suite struct SoakTests {
  @Test("Scripted calls end with a reason, leave journals that replay, and leave nothing else")
  func calls() async throws {
    let report = try await FastSoak(calls: 60).run()
    #expect(report.failures == [])
    #expect(report.calls == 60 && report.journals.read == 60 && report.withoutReason == 0)
    #expect(report.left?.sum == 0 && report.turns > 30 && report.folder == nil)
    let ends = report.reasons.values.flatMap(\.keys)
    #expect(Set(ends).isSuperset(of: ["caller_gone", "caller_silent", "hung_up"]))
    #expect(report.text.contains("60 read back, 0 bad"))
  }

  @Test("The same number makes the same calls, whatever runs beside them")
  func deterministic() async throws {
    var soak = FastSoak(calls: 30, seed: 7)
    let wide = try await soak.run()
    soak.width = 1
    let narrow = try await soak.run()
    #expect(wide.reasons == narrow.reasons)
    #expect(wide.journals.decisions == narrow.journals.decisions)
    #expect(abs(wide.callHours - narrow.callHours) < 1e-9)
  }

  @Test("Two hundred scripts have callers of all kinds, and all that can be told to a call")
  func scripts() {
    let scripts = (0..<200).map { SoakScript(seed: $0) }
    #expect(Set(scripts.map(\.manner)) == Set(SoakScript.Manner.allCases))
    let commands = scripts.flatMap(\.commands).map(\.command)
    #expect(commands.contains(.hangUp) && commands.contains(.leave))
    #expect(commands.contains(.interrupt) && commands.contains(.text("Thanks.")))
    #expect(SoakScript(seed: 5).steps == SoakScript(seed: 5).steps)
    #expect(scripts.contains { !$0.leaves && $0.commands.isEmpty })
  }

  @Test("Calls that are stopped are none, and what was measured by then stands")
  func cancelled() async throws {
    let report = try await withThrowingTaskGroup(of: FastReport.self) { group in
      group.addTask {
        // As an interrupted program would, before anything has run.
        withUnsafeCurrentTask { $0?.cancel() }
        return try await FastSoak(calls: 1_000).run()
      }
      return try await group.next()
    }
    #expect(report?.isCutShort == true && report?.calls == 0)
    #expect(report?.failures == [])
  }
}

@Suite struct SoakFigureTests {
  @Test("A line through its own points has their slope, and no error")
  func line() throws {
    let line = try #require(GrowthLine((0..<10).map { (Double($0), 3 + 2 * Double($0)) }))
    #expect(abs(line.slope - 2) < 1e-9 && line.error < 1e-9 && line.samples == 10)
    #expect(line.exceeds(1.9) && !line.exceeds(2.1))
  }

  @Test("What goes up and down without a direction exceeds nothing")
  func noise() throws {
    let points = (0..<40).map { (Double($0), $0 % 2 == 0 ? 100.0 : 0) }
    let line = try #require(GrowthLine(points))
    #expect(line.error > 0.3 && !line.exceeds(0.5))
    #expect(GrowthLine([(1, 1), (1, 2), (1, 3)]) == nil && GrowthLine([(0, 0), (1, 1)]) == nil)
  }

  @Test("What a process holds is read as the system writes it")
  func facts() throws {
    let status = "Name:\tVmRSS: 7\nVmRSS:\t   12345 kB\nThreads:\t9\n"
    #expect(ProcessFacts.number("VmRSS:", in: status) == 12_345)
    #expect(ProcessFacts.number("Threads:", in: status) == 9)
    #expect(ProcessFacts.number("VmHWM:", in: status) == nil)
    let own = try #require(ProcessFacts.read())
    #expect(own.residentKilobytes > 1_000 && own.descriptors > 2 && own.threads > 0)
    #expect(ProcessFacts.read("0") == nil)
  }

  @Test("A descriptor that stays open is seen")
  func descriptors() async {
    await #expect(processExitsWith: .success) {
      let before = try #require(ProcessFacts.read())
      let file = try #require(FileHandle(forReadingAtPath: "/dev/null"))
      let after = try #require(ProcessFacts.read())
      #expect(after.descriptors == before.descriptors + 1)
      try file.close()
    }
  }

  /// Shaped as glibc's manual shows it; the sums stand behind the heaps.
  private static let arenas = """
    <malloc version="1">
    <heap nr="0">
    <total type="fast" count="1" size="9"/>
    <total type="rest" count="1" size="9"/>
    <system type="current" size="999"/>
    </heap>
    <total type="fast" count="5" size="1024"/>
    <total type="rest" count="4" size="2048"/>
    <total type="mmap" count="1" size="4096"/>
    <system type="current" size="10240"/>
    <system type="max" size="99999"/>
    </malloc>
    """

  @Test("The heap in use is what the system gave, less what is free")
  func heap() {
    #expect(HeapSize.kilobytes(in: Self.arenas) == 11)
    #expect(HeapSize.kilobytes(in: "nonsense") == nil)
  }

  @Test("Figures of a server are found in its metrics")
  func metrics() {
    let text = """
      # TYPE repartee_sessions_active gauge
      repartee_sessions_active 12
      repartee_sessions_ended_total{reason="hung_up"} 3
      repartee_sessions_ended_total{reason="closing"} 4
      """
    #expect(LiveWatch.value("repartee_sessions_active", in: text) == 12)
    #expect(LiveWatch.value("repartee_sessions", in: text) == nil)
    #expect(LiveWatch.sum("repartee_sessions_ended_total{", in: text) == 7)
  }
}

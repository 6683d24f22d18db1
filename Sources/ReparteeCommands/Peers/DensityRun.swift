internal import Foundation
internal import Repartee
internal import ReparteeCore

extension PeerHarness {
  /// Many calls in this process: the same steps and pauses as with the peers.
  func density(_ line: inout PeerLine) async throws {
    let (loops, span) = (SessionLoops(), MeasuredSpan())
    defer { loops.stop() }
    let probes = loops.all.map(LagProbe.init(on:))
    var memory = ["imported": try ProcessUsage.memory()]
    var calls: [ContractCall] = []
    let began = ProcessUsage.cpuSeconds
    let figures = try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      for place in 0..<plan.sessions {
        let speech = UnitVoice()
        speech.setLength(.seconds(1))
        let call = call(
          DensityPlan(clips: clips, place: place, of: plan.sessions, span: span), speech)
        calls.append(call)
        let driver = driver(call, on: loops, place)
        group.addTask { _ = try? await driver.run() }
        if place == 0 {
          // It finishes a turn before its memory is taken as the base.
          try await Task.sleep(for: .seconds(8))
          memory["first"] = try ProcessUsage.memory()
        }
        try await Task.sleep(for: .milliseconds(50))
      }
      let starting = (ProcessUsage.cpuSeconds - began) / Double(plan.sessions)
      try await Task.sleep(for: .seconds(9))
      for probe in probes { group.addTask { await probe.run() } }
      for call in calls { _ = call.clock?.takeLate() }
      return try await measure(span, starting: starting)
    }
    memory["end"] = figures.memory
    var lag: [Double] = []
    for probe in probes { lag += await probe.take() }
    let counts = span.figures
    line.late = tail(calls.flatMap { $0.clock?.takeLate() ?? [] })
    line.density = .init(
      cpu: figures.cpu, wall: figures.wall, startCPU: figures.starting, turns: counts.turns,
      missed: counts.missed, replies: counts.replies, lag: tail(lag), memory: memory)
  }

  private func measure(
    _ span: MeasuredSpan, starting: Double
  ) async throws -> (cpu: Double, wall: Double, starting: Double, memory: PeerLine.Memory) {
    let (start, cpu) = (ContinuousClock.now, ProcessUsage.cpuSeconds)
    span.setOpen(true)
    try await Task.sleep(for: .seconds(plan.seconds))
    span.setOpen(false)
    let wall = MediaTime(start.duration(to: .now)).milliseconds / 1_000
    return (ProcessUsage.cpuSeconds - cpu, wall, starting, try ProcessUsage.memory())
  }
}

extension ProcessUsage {
  /// Resident and private memory of this process.
  static func memory() throws -> PeerLine.Memory {
    let path = "/proc/self/smaps_rollup"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("\(path): cannot be read; memory is not known on this system")
    }
    return memory(ofRollup: String(decoding: data, as: UTF8.self))
  }

  static func memory(ofRollup text: String) -> PeerLine.Memory {
    var kilobytes: [Substring: Double] = [:]
    for row in text.split(separator: "\n") {
      let fields = row.split { $0 == " " || $0 == ":" }
      if fields.count == 3, fields[2] == "kB" { kilobytes[fields[0]] = Double(fields[1]) }
    }
    func megabytes(_ name: Substring) -> Double { (kilobytes[name] ?? 0) / 1_024 }
    return .init(
      resident: megabytes("Rss"), private: megabytes("Private_Clean") + megabytes("Private_Dirty"))
  }
}

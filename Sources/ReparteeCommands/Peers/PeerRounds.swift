internal import Foundation

/// Runs the peers in turn, plan after plan and round after round.
struct PeerRounds: Sendable {
  /// The load average below which a start is quiet.
  static let quiet = 1.5

  var environment: PeerEnvironment
  var plans: [PeerPlan]
  var rounds: Int
  /// How long a quiet machine is waited for, in seconds.
  var patience: Double
  var note: @Sendable (String) -> Void

  /// - Parameter keep: given everything so far after each start.
  func run(keep: ([PeerRun]) throws -> Void) async throws -> [PeerRun] {
    var runs: [PeerRun] = []
    let largest = plans.filter { $0.bench == .density }.map(\.sessions).max()
    for round in 1...max(rounds, 1) {
      for plan in plans {
        for peer in Peer.all(for: plan, isLargest: plan.sessions == largest) {
          runs.append(try await start(peer, plan, round))
          try keep(runs)
        }
      }
    }
    return runs
  }

  private func start(_ peer: Peer, _ plan: PeerPlan, _ round: Int) async throws -> PeerRun {
    let before = try await waitForQuiet()
    note("round \(round) of \(rounds): \(plan.name), \(peer.title) (load \(before ?? 0))")
    var run = PeerRun(round: round, peer: peer.rawValue, plan: plan.name, loadBefore: before)
    do {
      run.line = try await line(of: peer, plan)
    } catch let error as CommandError {
      // Hours of other figures are not thrown away for one.
      run.failure = error.description
      note("  \(error)")
    }
    run.loadAfter = PeerMachine.load
    return run
  }

  private func line(of peer: Peer, _ plan: PeerPlan) async throws -> PeerLine {
    var plan = plan
    // The harness's own delay is always the same.
    if peer == .null { plan.turns = min(plan.turns, 10) }
    let program = ChildProcess(
      program: peer == .repartee ? "/proc/self/exe" : environment.python,
      arguments: peer == .repartee
        ? ["bench", PeerRunCommand.name] : [environment.scripts + "/run.py", peer.rawValue],
      purpose: "\(plan.name) with \(peer.title)", patience: 1_200)
    let output = try await program.run(input: JSONEncoder().encode(plan))
    guard let text = String(decoding: output, as: UTF8.self).split(separator: "\n").last,
      let line = try? JSONDecoder().decode(PeerLine.self, from: Data(text.utf8))
    else { throw CommandError("\(program.purpose): printed no line of figures") }
    return line
  }

  /// - Returns: the load at last.
  private func waitForQuiet() async throws -> Double? {
    let end = ContinuousClock.now + .seconds(patience)
    var hasNoted = false
    while let load = PeerMachine.load {
      if load < Self.quiet || ContinuousClock.now >= end { return load }
      if !hasNoted {
        note("  waiting for a quiet machine (load \(load), \(Int(patience)) s at most)")
      }
      hasNoted = true
      try await Task.sleep(for: .seconds(2))
    }
    return nil
  }
}

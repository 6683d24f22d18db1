internal import Repartee
internal import ReparteeCore
internal import ReparteeInference
internal import ReparteeLocal

/// Repartee's side of the comparison: what a plan says, in this process, at the pace of the wall.
///
/// Sessions run on as many loops as there are cores; the voice detector and the turn detector are the local
/// ones with their defaults, everything else stands in.
struct PeerHarness {
  let plan: PeerPlan
  let voice: any VoiceDetector
  let turn: any TurnDetector
  let agent = Agent("Bench", instructions: "")
  let noise = LineNoise()
  let clips: [CallerClip]
  let trigger: CallerClip?

  init(_ plan: PeerPlan) throws {
    self.plan = plan
    let data = try DataFolder(path: plan.data)
    clips = try plan.clips.map { try $0.load(from: data) }
    trigger = try plan.trigger?.load(from: data)
    guard !clips.isEmpty, plan.sessions > 0 else {
      throw CommandError("the plan has no clips or no sessions")
    }
    voice = try SileroVoiceDetector(home: .standard)
    // Two threads, as everywhere in Repartee.
    let workers = ModelWorkers(name: "peers", threads: 2)
    turn = try SmartTurnDetector(home: .standard, workers: workers)
  }

  func run() async throws -> PeerLine {
    var line = PeerLine(
      peer: "repartee", bench: plan.bench, sound: plan.sound, sessions: plan.sessions,
      versions: ["repartee": VersionCommand.version], late: [], truth: truth)
    switch plan.bench {
    case .floor: try await floor(&line)
    case .bargein: try await bargein(&line)
    case .density: try await density(&line)
    }
    return line
  }

  private var truth: [String: [Int]] {
    Dictionary(
      (clips + (trigger.map { [$0] } ?? [])).map { ($0.name, [$0.onset, $0.offset]) },
      uniquingKeysWith: { first, _ in first })
  }

  func call(_ plan: any CallPlan, _ speech: UnitVoice) -> ContractCall {
    ContractCall(plan: plan, speech: speech, voice: voice, turn: turn, pace: .real, noise: noise)
  }

  private func floor(_ line: inout PeerLine) async throws {
    let turns = FloorPlan(clips: clips, turns: plan.turns)
    let speech = UnitVoice()
    speech.setLength(.milliseconds(600))
    line.late = tail(try await carry([call(turns, speech)]))
    line.turns = turns.turns.map { .init(clip: $0.clip, ms: $0.latency?.milliseconds) }
  }

  private func bargein(_ line: inout PeerLine) async throws {
    guard let sound = plan.sound, let trigger else {
      throw CommandError("the plan does not say what sounds, or has no trigger")
    }
    var plans: [InterruptionPlan] = []
    var calls: [ContractCall] = []
    for place in 0..<plan.sessions {
      let mine = stride(from: place, to: plan.turns, by: plan.sessions)
        .map { clips[$0 % clips.count] }
      let speech = UnitVoice()
      let plan = InterruptionPlan(
        sound, trigger: trigger, clips: mine, trials: mine.count, voice: speech,
        seed: UInt64(place + 1))
      plans.append(plan)
      calls.append(call(plan, speech))
    }
    line.late = tail(try await carry(calls))
    line.trials = plans.flatMap(\.results).map(PeerLine.Trial.init)
  }

  /// Carries calls to their end, beside each other.
  /// - Returns: how late their blocks were read, in milliseconds.
  private func carry(_ calls: [ContractCall]) async throws -> [Double] {
    let loops = SessionLoops()
    defer { loops.stop() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (place, call) in calls.enumerated() {
        let driver = driver(call, on: loops, place)
        group.addTask { try await driver.run() }
      }
      try await group.waitForAll()
    }
    return calls.flatMap { $0.clock?.takeLate() ?? [] }
  }

  func driver(_ call: ContractCall, on loops: SessionLoops, _ place: Int) -> RealTimeDriver {
    RealTimeDriver(
      agent: agent, models: call.models, on: loops[place],
      id: SessionID(UInt64(place + 1)), parts: call.parts,
      metronome: call.clock ?? CallerClock())
  }
}

public import ReparteeCore

/// Runs a call on a virtual clock: as fast as the models compute, with each model call taking its
/// measured compute time in the call's own time.
///
/// Model calls run one after another on the machine and side by side in the call: each role has a
/// lane of its own, in which a call begins when the one before it has ended.
public struct VirtualDriver {
  /// What a model call costs in the call's own time.
  public enum Cost: Sendable {
    /// What it took to compute here and now.
    case measured
    /// Nothing but what a fake lets pass with `VirtualClock.wait`: for tests, whose outcome must not
    /// depend on the machine.
    case free
  }

  private let cost: Cost
  private let engine: SessionEngine
  private let models: ModelSet
  private var events = EventHeap()
  /// Not yet given to the call, the earliest first.
  private var commands: [(time: MediaTime, command: CallCommand)] = []
  private var laneFree: [MediaTime] = .init(repeating: .zero, count: 5)
  /// The newest call of each lane and when it began.
  private var laneLast: [(call: CallID, began: MediaTime)?] = .init(
    repeating: nil, count: 5)

  /// - Parameters:
  ///   - observer: told what happens, with the time of the call.
  ///   - journal: where inputs and decisions go.
  ///   - cost: what model calls cost in the call's time.
  public init(
    agent: Agent, models: ModelSet, id: SessionID = SessionID(1),
    journal: (any JournalSink)? = nil, cost: Cost = .measured,
    observer: ((SessionEvent, MediaTime) -> Void)? = nil
  ) {
    self.models = models
    self.cost = cost
    engine = SessionEngine(
      agent: agent, models: models, id: id, journal: journal, observer: observer)
  }

  /// Tells the call something at a time of its own. Before `run`.
  public mutating func send(_ command: CallCommand, at time: MediaTime) {
    let place = commands.firstIndex { $0.time > time } ?? commands.count
    commands.insert((time, command), at: place)
  }

  private mutating func giveCommands(until now: MediaTime) {
    while let next = commands.first, next.time <= now {
      commands.removeFirst()
      engine.handle(.command(next.command), at: now)
    }
  }

  /// Carries the call to its end.
  /// - Throws: `CancellationError` when the task is cancelled; what was exchanged by then stands.
  public mutating func run(_ endpoint: any AudioEndpoint) async throws {
    var caller = [Float](repeating: 0, count: SessionEngine.inputRate.blockSize)
    var agent = [Float](repeating: 0, count: engine.outputRate.blockSize)
    var isCallerHere = true
    var now = MediaTime.zero
    engine.handle(.started, at: now)
    await runCalls(at: now)
    while engine.end == nil {
      try Task.checkCancellation()
      let next = now + .milliseconds(20)
      while let event = events.popFirst(before: next) {
        engine.deliver(event.result, at: max(event.time, now))
        await runCalls(at: max(event.time, now))
      }
      giveCommands(until: next)
      var block = caller.mutableSpan
      let isHere = endpoint.nextCallerBlock(into: &block)
      if isCallerHere, !isHere { engine.handle(.callerGone, at: next) }
      isCallerHere = isHere
      engine.note(unplayed: endpoint.unplayed, at: next)
      var out = agent.mutableSpan
      engine.exchange(caller: caller.span, agent: &out, at: next)
      endpoint.exchange(caller: caller.span, agent: agent.span, start: next)
      await runCalls(at: next)
      now = next
    }
  }

  /// Runs the calls that were asked for, and puts their results where they belong in the call's time.
  private mutating func runCalls(at now: MediaTime) async {
    let (start, cancel) = engine.takeCalls()
    for call in cancel { drop(call, at: now) }
    for call in start {
      let lane = call.lane
      let began = max(now, laneFree[lane])
      laneLast[lane] = (call.id, began)
      let log = ResultLog(measured: cost == .measured)
      await VirtualClock.$log.withValue(log) {
        await call.perform(with: models) { log.add($0) }
      }
      for (elapsed, result) in log.results {
        events.insert(time: began + elapsed, call: call.id, result: result)
        laneFree[lane] = min(began + elapsed, VirtualClock.forEver)
      }
    }
  }

  /// A cancelled call leaves its lane at once.
  private mutating func drop(_ call: CallID, at now: MediaTime) {
    events.remove(call)
    for lane in laneLast.indices {
      guard let last = laneLast[lane], last.call == call else { continue }
      laneFree[lane] = min(laneFree[lane], max(now, last.began))
      laneLast[lane] = nil
    }
  }
}

extension ModelCall {
  /// Which worker it waits for.
  fileprivate var lane: Int {
    switch work {
    case .recognize(let segment): segment.effort == .final ? 0 : 4
    case .turn: 1
    case .generate: 2
    case .synthesize: 3
    }
  }
}

public import ReparteeCore

/// Runs a call at the pace of the wall clock: a block every 20 ms, model calls beside it.
///
/// An actor on its session loop; the call's own work never leaves it.
public actor RealTimeDriver {
  private enum Item: Sendable {
    case block
    case result(ModelResult)
    case ended(CallID)
    case command(CallCommand)
    /// Model work was asked for, or the call is over: what only the call's task can see to.
    case news
  }

  private nonisolated let loop: any SerialExecutor
  private let engine: SessionEngine
  private let models: ModelSet
  private let parts: CallParts
  private let metronome: any Metronome
  private let inbox = Inbox<Item>()
  private let desk: ModelDesk?
  private let clock = SuspendingClock()
  private var start = SuspendingClock.now
  private var time = CallTime()
  private var switches: [CallID: CallSwitch] = [:]
  private var caller = [Float](repeating: 0, count: SessionEngine.inputRate.blockSize)
  private var agent: [Float]

  public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - loop: the thread the session lives on, a `SessionLoop` or a transport's event loop; several
  ///     sessions may share it.
  ///   - parts: belongs to the loop until `run` has returned.
  ///   - metronome: what says that 20 ms have passed.
  ///   - desk: where the model calls run; it must be running. Nil: here, and the call ends only when the
  ///     last of them has returned.
  public init(
    agent: Agent, models: ModelSet, on loop: any SerialExecutor, id: SessionID = SessionID(1),
    parts: CallParts, metronome: any Metronome = ClockMetronome(), desk: ModelDesk? = nil
  ) {
    self.loop = loop
    self.models = models
    self.metronome = metronome
    self.parts = parts
    self.desk = desk
    self.agent = [Float](repeating: 0, count: models.speech.rate.blockSize)
    engine = SessionEngine(
      agent: agent, models: models, id: id, journal: parts.journal, observer: parts.observer)
  }

  /// Tells the call something while it runs. From any thread; nothing happens once the call is over.
  public nonisolated func send(_ command: CallCommand) { inbox.post(.command(command)) }

  /// Carries the call to its end.
  /// - Returns: why it ended.
  /// - Throws: `CancellationError` when the task is cancelled; what was exchanged by then stands.
  @discardableResult
  public func run() async throws -> SessionEnd {
    start = clock.now
    await withDiscardingTaskGroup { group in
      group.addTask { [inbox, metronome] in
        await metronome.beats(self.beat())
        // Wakes a session that waits for nothing else, so that it sees its cancellation.
        inbox.post(.news)
      }
      engine.handle(.started, at: .zero)
      startCalls(in: &group)
      await carry(in: &group)
      for control in switches.values { control.turnOff() }
      inbox.close()
      group.cancelAll()
    }
    guard let end = engine.end else { throw CancellationError() }
    return end
  }

  private func carry(in group: inout DiscardingTaskGroup) async {
    while engine.end == nil, !Task.isCancelled {
      for item in await inbox.take() {
        take(item)
        startCalls(in: &group)
      }
      // Another may have taken the items, and left what they asked for.
      startCalls(in: &group)
    }
  }

  private func take(_ item: Item) {
    guard engine.end == nil else { return }
    if case .block = item { time.addBlock() }
    let now = time.now(at: MediaTime(start.duration(to: clock.now)))
    switch item {
    case .result(let result): engine.deliver(result, at: now)
    case .ended(let call): switches[call] = nil
    case .command(let command): engine.handle(.command(command), at: now)
    case .block:
      engine.exchange(with: parts.endpoint, caller: &caller, agent: &agent, at: now)
    case .news: break
    }
  }

  /// What a beat does: it carries a block at once where it comes on the call's own executor.
  private nonisolated func beat() -> @Sendable () -> Void {
    guard metronome.beats(on: loop) else { return { [inbox] in inbox.post(.block) } }
    return { self.assumeIsolated { $0.takeBlock() } }
  }

  private func takeBlock() {
    for item in inbox.takeNow() { take(item) }
    take(.block)
    if engine.end != nil || engine.hasRequests { inbox.post(.news) }
  }

  private func startCalls(in group: inout DiscardingTaskGroup) {
    let (start, cancel) = engine.takeCalls()
    for call in cancel { switches.removeValue(forKey: call)?.turnOff() }
    for call in start {
      let control = CallSwitch()
      switches[call.id] = control
      let work: ModelDesk.Work = { [models, inbox] in
        await control.run {
          await call.perform(with: models) { if !control.isOff { inbox.post(.result($0)) } }
        }
        inbox.post(.ended(call.id))
      }
      if let desk { desk.hand(work) } else { group.addTask { await work() } }
    }
  }
}

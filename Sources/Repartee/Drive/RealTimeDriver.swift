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
      group.addTask { [inbox, metronome] in await Self.beat(inbox, metronome) }
      engine.handle(.started, at: .zero)
      startCalls(in: &group)
      await carry(parts.endpoint, in: &group)
      for control in switches.values { control.turnOff() }
      inbox.close()
      group.cancelAll()
    }
    guard let end = engine.end else { throw CancellationError() }
    return end
  }

  private func carry(
    _ endpoint: any AudioEndpoint, in group: inout DiscardingTaskGroup
  ) async {
    var caller = [Float](repeating: 0, count: SessionEngine.inputRate.blockSize)
    var agent = [Float](repeating: 0, count: engine.outputRate.blockSize)
    while engine.end == nil, !Task.isCancelled {
      for item in await inbox.take() {
        if case .block = item { time.addBlock() }
        let now = time.now(at: MediaTime(start.duration(to: clock.now)))
        switch item {
        case .result(let result): engine.deliver(result, at: now)
        case .ended(let call): switches[call] = nil
        case .command(let command): engine.handle(.command(command), at: now)
        case .block: engine.exchange(with: endpoint, caller: &caller, agent: &agent, at: now)
        }
        startCalls(in: &group)
      }
    }
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

  /// Posts a block every 20 ms.
  private static func beat(_ inbox: Inbox<Item>, _ metronome: any Metronome) async {
    await metronome.beats { inbox.post(.block) }
    // Wakes a session that waits for nothing else, so that it sees its cancellation.
    inbox.post(.block)
  }
}

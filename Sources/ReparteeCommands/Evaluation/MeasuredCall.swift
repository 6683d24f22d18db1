internal import Repartee
internal import ReparteeCore
internal import ReparteeTransports
internal import ReparteeTurn

/// Runs one call for measuring, at either pace, and keeps what happened in it.
struct MeasuredCall {
  enum Pace: String, CaseIterable, Sendable { case real, fast }

  var agent: Agent
  var models: ModelSet
  var pace = Pace.fast
  /// What says that 20 ms have passed, at the pace of the wall.
  var metronome: any Metronome = ClockMetronome()
  /// Given a line for every decision.
  var trace: ((String) -> Void)?

  /// - Returns: what a session told its observer, with the times of the call.
  @discardableResult
  func run(_ endpoint: any AudioEndpoint) async throws -> EventRecord {
    let record = EventRecord(trace: trace)
    let observer: (SessionEvent, MediaTime) -> Void = { event, time in
      (endpoint as? ScriptedLine)?.hear(event, at: time)
      (endpoint as? EmulatedCall)?.observe(event)
      record.add(event, time)
    }
    switch pace {
    case .fast:
      var driver = VirtualDriver(agent: agent, models: priced, cost: .free, observer: observer)
      try await driver.run(endpoint)
    case .real:
      let loop = SessionLoop()
      defer { loop.stop() }
      let parts = CallParts(endpoint: endpoint, observer: observer)
      try await RealTimeDriver(
        agent: agent, models: models, on: loop, parts: parts, metronome: metronome
      ).run()
    }
    return record
  }

  /// Models that take their processor time in the call; stand-ins take next to none.
  private var priced: ModelSet {
    var models = models
    models.turn = models.turn.map { PricedTurnDetector(base: $0) }
    models.recognizer = PricedRecognizer(base: models.recognizer)
    return models
  }
}

/// What happened in a call. Touched by the call only while it runs.
final class EventRecord {
  private(set) var events: [(event: SessionEvent, time: MediaTime)] = []
  private let trace: ((String) -> Void)?

  init(trace: ((String) -> Void)? = nil) { self.trace = trace }

  func add(_ event: SessionEvent, _ time: MediaTime) {
    events.append((event, time))
    trace?("\(Int(time.milliseconds.rounded())) ms\t\(event)")
  }

  /// When the turn went from one state to another, in order.
  var states: [(state: TurnState, time: MediaTime)] {
    events.compactMap { entry in
      if case .state(let state) = entry.event { (state, entry.time) } else { nil }
    }
  }

  var turns: [TurnReport] {
    events.compactMap { entry in
      if case .turn(let report) = entry.event { report } else { nil }
    }
  }
}

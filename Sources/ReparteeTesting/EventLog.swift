public import Repartee
public import ReparteeCore

/// Collects what a session tells its observer.
public final class EventLog {
  public private(set) var events: [(event: SessionEvent, time: MediaTime)] = []

  public init() {}

  public func add(_ event: SessionEvent, _ time: MediaTime) { events.append((event, time)) }

  /// The reports of turns, in order.
  public var turns: [TurnReport] {
    events.compactMap { entry in
      if case .turn(let report) = entry.event { report } else { nil }
    }
  }
}

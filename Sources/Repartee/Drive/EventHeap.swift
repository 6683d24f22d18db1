import ReparteeCore

/// Model results that lie in the future of a virtual call, in order of time and, at the same time, of arrival.
struct EventHeap {
  struct Event {
    var time: MediaTime
    var call: CallID
    var result: ModelResult
  }

  /// Latest first, so that taking the earliest is cheap. A call has a few dozen at most.
  private var events: [Event] = []

  mutating func insert(time: MediaTime, call: CallID, result: ModelResult) {
    let place = events.firstIndex { $0.time <= time } ?? events.endIndex
    events.insert(Event(time: time, call: call, result: result), at: place)
  }

  /// The earliest event, if it lies before `time`.
  mutating func popFirst(before time: MediaTime) -> Event? {
    guard let last = events.last, last.time < time else { return nil }
    return events.removeLast()
  }

  mutating func remove(_ call: CallID) {
    events.removeAll { $0.call == call }
  }
}

internal import Synchronization

/// What clients were told of a call, kept for those who ask later, and passed on to those who listen.
final class EventLog: Sendable {
  struct Entry: Sendable, Equatable {
    /// Counts the texts of the call, from 1.
    var id: Int
    /// A JSON object on one line.
    var text: String
  }

  enum Item: Sendable, Equatable {
    case entry(Entry)
    /// Nothing happened for a while; says that the line is open.
    case beat
  }

  /// The texts that are kept of a call, the newest.
  static let maximumEntries = 4_096
  /// The same in bytes.
  static let maximumBytes = 1 << 20
  /// Texts that may wait for one listener; one who is further behind is let go.
  static let maximumWaiting = 1_024

  /// Texts that the next one of their kind makes superfluous.
  enum Kind: Sendable { case lasting, callerDraft, agentDraft }

  private struct State {
    var entries: [(entry: Entry, kind: Kind)] = []
    var count = 0
    var bytes = 0
    var isClosed = false
    var number = 0
    var listeners: [Int: AsyncStream<Item>.Continuation] = [:]
  }

  private let state = Mutex(State())

  func add(_ text: String, _ kind: Kind = .lasting) {
    state.withLock { state in
      guard !state.isClosed else { return }
      state.count += 1
      let entry = Entry(id: state.count, text: text)
      if kind != .lasting, let last = state.entries.last, last.kind == kind {
        state.entries.removeLast()
        state.bytes -= last.entry.text.utf8.count
      }
      state.entries.append((entry, kind))
      state.bytes += text.utf8.count
      while state.entries.count > Self.maximumEntries || state.bytes > Self.maximumBytes {
        state.bytes -= state.entries.removeFirst().entry.text.utf8.count
      }
      for (number, listener) in state.listeners {
        if case .enqueued = listener.yield(.entry(entry)) { continue }
        listener.finish()
        state.listeners[number] = nil
      }
    }
  }

  /// Nothing more happens.
  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      defer { state.listeners = [:] }
      return state.listeners
    }
    for listener in listeners.values { listener.finish() }
  }

  /// What was told so far, from after the text with this number, and then what is told from now on.
  func listen(after id: Int) -> (AsyncStream<Item>, AsyncStream<Item>.Continuation) {
    let limit = Self.maximumEntries + Self.maximumWaiting
    let (stream, listener) = AsyncStream<Item>.makeStream(bufferingPolicy: .bufferingOldest(limit))
    state.withLock { state in
      for (entry, _) in state.entries where entry.id > id { listener.yield(.entry(entry)) }
      guard !state.isClosed else { return listener.finish() }
      state.number += 1
      let number = state.number
      state.listeners[number] = listener
      listener.onTermination = { [weak self] _ in
        self?.forget(number)
      }
    }
    return (stream, listener)
  }

  private func forget(_ number: Int) {
    // Whoever ends a listener holds the lock or is done with it; the one who leaves by itself is forgotten here.
    _ = state.withLockIfAvailable { $0.listeners.removeValue(forKey: number) }
  }

  /// Bytes of the texts that are kept.
  var size: Int { state.withLock { $0.bytes } }
  /// How many listen.
  var listenerCount: Int { state.withLock { $0.listeners.count } }
}

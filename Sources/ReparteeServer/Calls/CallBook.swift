internal import Foundation
internal import ReparteeCore
internal import Synchronization

/// All calls there are, and the last ones there were. Says whether another one may begin.
final class CallBook: Sendable {
  private struct State {
    var taken = 0
    var isDraining = false
    var number: UInt64 = 0
    var running: [CallEntry] = []
    var ended: [CallEntry] = []
  }

  private let maximum: Int
  private let kept: Int
  private let folder: String
  /// Whether the files of calls that are forgotten go with them.
  private let removesFiles: Bool
  private let state = Mutex(State())
  /// Opens when calls are no longer accepted and the last one has ended.
  let isEmptied = Latch()

  init(maximum: Int, kept: Int, folder: String, removesFiles: Bool) {
    self.maximum = maximum
    self.kept = max(0, kept)
    self.folder = folder
    self.removesFiles = removesFiles
  }

  /// Takes a place for a call.
  func take() throws(Refusal) -> CallPlace {
    let refusal: Refusal? = state.withLock { state in
      if state.isDraining { return .draining }
      if state.taken >= maximum { return .atCapacity }
      state.taken += 1
      return nil
    }
    if let refusal { throw refusal }
    return CallPlace(in: self)
  }

  func giveBack() {
    let isLast = state.withLock { state in
      state.taken -= 1
      return state.isDraining && state.taken == 0
    }
    if isLast { isEmptied.open() }
  }

  func begin(agent: String, transport: CallEntry.Transport) -> CallEntry {
    state.withLock { state in
      state.number += 1
      let entry = CallEntry(
        number: SessionID(state.number), agent: agent, transport: transport, folder: folder)
      state.running.append(entry)
      return entry
    }
  }

  func finish(_ entry: CallEntry, _ reason: String) {
    entry.finish(reason)
    let forgotten = state.withLock { state in
      state.running.removeAll { $0 === entry }
      state.ended.append(entry)
      let surplus = max(0, state.ended.count - kept)
      defer { state.ended.removeFirst(surplus) }
      return Array(state.ended.prefix(surplus))
    }
    guard removesFiles else { return }
    for entry in forgotten {
      try? FileManager.default.removeItem(atPath: entry.journalPath)
      try? FileManager.default.removeItem(atPath: entry.recordingPath)
    }
  }

  /// No more calls begin.
  func close() {
    let isLast = state.withLock { state in
      state.isDraining = true
      return state.taken == 0
    }
    if isLast { isEmptied.open() }
  }

  var isClosed: Bool { state.withLock { $0.isDraining } }
  /// Places that are taken.
  var count: Int { state.withLock { $0.taken } }
  var running: [CallEntry] { state.withLock { $0.running } }
  /// Newest first.
  var all: [CallEntry] { state.withLock { ($0.ended + $0.running).reversed() } }

  func entry(_ id: some StringProtocol) -> CallEntry? {
    state.withLock { state in
      state.running.first { $0.id == id } ?? state.ended.first { $0.id == id }
    }
  }
}

/// A place for one call. Free again when it is released, or nobody holds it any more.
final class CallPlace: Sendable {
  private let book: CallBook
  private let isReleased = Atomic(false)

  fileprivate init(in book: CallBook) { self.book = book }
  deinit { release() }

  func release() {
    if !isReleased.exchange(true, ordering: .acquiringAndReleasing) { book.giveBack() }
  }
}

internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeLocal
internal import ReparteeTransports

/// Reads a call's journal back, makes its decisions again and says what is wrong with it.
struct JournalCheck: Sendable {
  /// Why the call ended, as clients are told; nil when the journal does not say.
  private(set) var end: String?
  private(set) var bytes = 0
  private(set) var decisions = 0
  private(set) var turns = 0
  private(set) var problem: String?

  init(path: String) {
    guard let data = FileManager.default.contents(atPath: path) else {
      self.init([])
      problem = "cannot be read"
      return
    }
    self.init([UInt8](data))
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes.count
    do {
      let replay = try Replay(journal: bytes, processors: [NumberGuardProcessor()])
      decisions = replay.decisions
      if replay.tail != .clean {
        problem = "is not whole: \(replay.tail)"
      } else if let difference = replay.firstDifference {
        problem =
          "replays otherwise: decision \(difference.index) was \(difference.recorded ?? "none")"
          + ", is \(difference.replayed ?? "none")"
      }
    } catch {
      problem = "\(error)"
      return
    }
    let decisions = JournalReader(bytes)?.records.filter { $0.kind == .decision } ?? []
    read(decisions.map { String(decoding: $0.payload, as: UTF8.self) })
  }

  /// Only what the decisions say.
  init(lines: [String]) { read(lines) }

  /// An epoch whose gate was opened ends with its turn, or with the epoch after it.
  private mutating func read(_ lines: [String]) {
    var open: Substring?
    for line in lines {
      if let epoch = Self.rest(of: line, after: "open-gate epoch ") {
        open = epoch
      } else if line.hasPrefix("advance epoch ") {
        open = nil
      } else if line.hasPrefix("event turn ") {
        open = nil
        turns += 1
      } else if let reason = Self.rest(of: line, after: "end ") {
        end = SessionEnd(rawValue: String(reason)).map { CallMessages.name(of: $0) }
      }
    }
    if let open, end != nil { problem = problem ?? "ends with epoch \(open) open" }
  }

  private static func rest(of line: String, after start: String) -> Substring? {
    line.hasPrefix(start) ? line.dropFirst(start.count) : nil
  }
}

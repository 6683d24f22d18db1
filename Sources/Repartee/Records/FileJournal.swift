public import Dispatch

/// A journal in a file. Records are handed to the system a second at a time and synced to disk then,
/// so that a killed process loses a second at most.
public final class FileJournal: JournalSink {
  private let file: RecordFile
  private var pending: [UInt8] = []
  private var lastSync = ContinuousClock.now
  /// The first failure to write, for the end of the call. Nothing is written after it.
  public var failure: String? { file.failure?.description }

  /// - Parameters:
  ///   - path: made, or emptied.
  ///   - queue: where the disk is waited for; nil: here, which suits a call that has a thread of its own.
  ///   - report: told of the first failure as soon as there is one, from any thread.
  public init(
    path: String, on queue: DispatchQueue? = nil,
    report: (@Sendable (RecordError) -> Void)? = nil
  ) throws(RecordError) {
    file = try RecordFile(path: path, purpose: "the journal", on: queue, report: report)
  }

  public func append(_ bytes: [UInt8]) {
    pending.append(contentsOf: bytes)
    if ContinuousClock.now - lastSync > .seconds(1) { send() }
  }

  /// Writes what is pending and waits until it is on disk. Blocks.
  public func flush() {
    send()
    file.wait()
  }

  /// Hands over what is pending; with a queue nobody waits for it.
  public func send() {
    hand(sync: true)
    lastSync = .now
  }

  /// Hands what is pending to the system, which keeps it though the process be killed. Waits for no disk.
  public func handOver() { hand(sync: false) }

  private func hand(sync: Bool) {
    guard !pending.isEmpty else { return }
    file.write(pending, sync: sync)
    pending.removeAll(keepingCapacity: true)
  }
}

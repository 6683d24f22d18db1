public import Dispatch

/// A journal in a file. Records are handed to the system a second at a time, so that a killed process loses a second
/// at most, and synced to disk every ten: a machine that loses its power loses no more.
public final class FileJournal: JournalSink {
  private let file: RecordFile
  private var pending: [UInt8] = []
  private var lastWrite = ContinuousClock.now
  private var lastSync = ContinuousClock.now
  /// The first failure to write, for the end of the call. Nothing is written after it.
  public var failure: String? { file.failure?.description }

  /// - Parameters:
  ///   - path: made, or emptied.
  ///   - queue: where the disk is waited for; nil: here, which suits a call that has a thread of its own.
  public init(path: String, on queue: DispatchQueue? = nil) throws(RecordError) {
    file = try RecordFile(path: path, purpose: "the journal", on: queue)
  }

  public func append(_ bytes: [UInt8]) {
    pending.append(contentsOf: bytes)
    let now = ContinuousClock.now
    if now - lastWrite > .seconds(1) { send(at: now, sync: now - lastSync > .seconds(10)) }
  }

  /// Writes what is pending and waits until it is on disk. Blocks.
  public func flush() {
    send()
    file.wait()
  }

  /// Hands over what is pending, to be synced; with a queue nobody waits for it.
  public func send() { send(at: .now, sync: true) }

  private func send(at now: ContinuousClock.Instant, sync: Bool) {
    guard !pending.isEmpty || sync else { return }
    file.write(pending, sync: sync)
    pending.removeAll(keepingCapacity: true)
    lastWrite = now
    if sync { lastSync = now }
  }
}

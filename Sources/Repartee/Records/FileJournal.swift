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
  public init(path: String, on queue: DispatchQueue? = nil) throws(RecordError) {
    file = try RecordFile(path: path, purpose: "the journal", on: queue)
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
    guard !pending.isEmpty else { return }
    file.write(pending, sync: true)
    pending.removeAll(keepingCapacity: true)
    lastSync = .now
  }
}

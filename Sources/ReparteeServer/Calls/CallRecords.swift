internal import Dispatch
internal import Repartee

/// The files of one call. Where one cannot be written, the call goes on without it.
///
/// Unchecked, for the reason that `CallParts` is: they belong to the call's loop from its beginning to its
/// end, and to whoever opened them before and after.
struct CallRecords: @unchecked Sendable {
  /// How long the end of a call waits for the disk.
  private static let patience = Duration.seconds(5)

  let journal: FileJournal?
  let recording: StereoRecording?
  private let queue: DispatchQueue
  private let report: @Sendable (String) -> Void

  /// Opens them. Blocks.
  /// - Parameter report: told, once for each file, that it cannot be written.
  init(
    of entry: CallEntry, keepsRecording: Bool, on queue: DispatchQueue,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.queue = queue
    self.report = report
    let failed: @Sendable (RecordError) -> Void = { report($0.description) }
    journal = Self.open(failed) { () throws(RecordError) in
      try FileJournal(path: entry.journalPath, on: queue, report: failed)
    }
    recording =
      keepsRecording
      ? Self.open(failed) { () throws(RecordError) in
        try StereoRecording(path: entry.recordingPath, on: queue, report: failed)
      } : nil
  }

  private static func open<File>(
    _ failed: (RecordError) -> Void, _ make: () throws(RecordError) -> File
  ) -> File? {
    do throws(RecordError) { return try make() } catch {
      failed(error)
      return nil
    }
  }

  /// Writes what is left, and returns when it is on disk, or the disk does not answer.
  func close() async {
    journal?.send()
    // What fails is reported.
    do { try recording?.close() } catch {}
    let isWritten = Latch()
    queue.async { isWritten.open() }
    await isWritten.wait(atMost: Self.patience)
    if !isWritten.isOpen, !Task.isCancelled { report("the disk does not answer") }
  }
}

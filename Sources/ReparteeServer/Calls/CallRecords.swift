internal import Dispatch
internal import Repartee

/// The files of one call.
///
/// Unchecked, for the reason that `CallParts` is: they belong to the call's loop from its beginning to its
/// end, and to whoever opened them before and after.
struct CallRecords: @unchecked Sendable {
  let journal: FileJournal
  let recording: StereoRecording?
  private let queue: DispatchQueue

  /// Opens them. Blocks.
  init(of entry: CallEntry, keepsRecording: Bool, on queue: DispatchQueue) throws(RecordError) {
    journal = try FileJournal(path: entry.journalPath, on: queue)
    recording = keepsRecording ? try StereoRecording(path: entry.recordingPath, on: queue) : nil
    self.queue = queue
  }

  /// Writes what is left, and returns when it is on disk.
  /// - Returns: the first thing that could not be written.
  func close() async -> String? {
    journal.send()
    do { try recording?.close() } catch {}
    await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    return journal.failure ?? recording?.failure?.description
  }
}

import Dispatch
import Foundation
import Synchronization

/// A file that grows while a call runs. What was written stays, whatever ends the process.
///
/// With a queue all work on the disk is done there, in order, and no caller waits for it; without one
/// it is done at once. The first failure is kept and nothing is written after it.
final class RecordFile: Sendable {
  private let path: String
  private let purpose: String
  private let descriptor: Int32
  private let queue: DispatchQueue?
  private let problem = Mutex<RecordError?>(nil)
  private let report: (@Sendable (RecordError) -> Void)?
  /// Writing has failed: what follows would leave a gap.
  private let isBroken = Atomic(false)
  /// Bytes that wait for the disk.
  private let waiting = Atomic(0)
  /// More of them than this is a disk that does not answer: three minutes of a recording.
  static let mostWaiting = 16 << 20
  /// A pipe cannot go back to its header, which then stays that of a streamed file.
  private let canSeek: Bool

  /// Opens `path` empty; a device or a pipe is written to as it is.
  /// - Parameters:
  ///   - purpose: what the file is for, as messages say it.
  ///   - report: told of the first failure, from wherever the disk is waited for.
  init(
    path: String, purpose: String, on queue: DispatchQueue?,
    report: (@Sendable (RecordError) -> Void)? = nil
  ) throws(RecordError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw RecordError("\(path): cannot be written (\(reason)); give another path for \(purpose)")
    }
    canSeek = lseek(descriptor, 0, SEEK_CUR) >= 0
    (self.path, self.purpose, self.queue, self.report) = (path, purpose, queue, report)
  }

  deinit { close(descriptor) }

  var failure: RecordError? { problem.withLock { $0 } }

  /// Adds bytes, brings the header up to date and waits for the disk, as asked.
  func write(_ bytes: [UInt8], header: [UInt8] = [], sync: Bool = false) {
    guard failure == nil else { return }
    guard let queue else { return store(bytes, header, sync) }
    let size = bytes.count
    guard waiting.add(size, ordering: .relaxed).newValue <= Self.mostWaiting else {
      waiting.subtract(size, ordering: .relaxed)
      return fail("the disk does not keep up")
    }
    queue.async {
      self.store(bytes, header, sync)
      self.waiting.subtract(size, ordering: .relaxed)
    }
  }

  /// Returns when all that was written so far has been handed to the system. Blocks.
  func wait() { queue?.sync {} }

  private func store(_ bytes: [UInt8], _ header: [UInt8], _ sync: Bool) {
    guard !isBroken.load(ordering: .relaxed) else { return }
    guard put(bytes, at: nil), header.isEmpty || !canSeek || put(header, at: 0) else {
      let reason = String(cString: strerror(errno))
      isBroken.store(true, ordering: .relaxed)
      return fail(reason)
    }
    if sync { fsync(descriptor) }
  }

  /// Nothing more is written. Said once.
  private func fail(_ reason: String) {
    let error = RecordError(
      "\(path): \(purpose) ends early (\(reason)); free some space or give another path")
    let isFirst = problem.withLock { problem in
      defer { problem = problem ?? error }
      return problem == nil
    }
    if isFirst { report?(error) }
  }

  private func put(_ bytes: [UInt8], at offset: off_t?) -> Bool {
    var rest = bytes[...]
    var place = offset
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { raw in
        place.map { pwrite(descriptor, raw.baseAddress, raw.count, $0) }
          ?? Foundation.write(descriptor, raw.baseAddress, raw.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
        place = place.map { $0 + off_t(count) }
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

internal import Foundation
internal import Repartee

/// A journal in a file. Records are handed to the system a second at a time and synced to disk then,
/// so that a killed process loses a second at most.
final class FileJournal: JournalSink {
  private let file: FileHandle
  private let path: String
  private var pending = Data()
  private var lastSync = ContinuousClock.now
  /// The first failure to write, for the end of the call. Nothing is written after it.
  private(set) var failure: String?

  init(path: String) throws {
    file = try OutputFile.open(path, for: "the journal")
    self.path = path
  }

  func append(_ bytes: [UInt8]) {
    guard failure == nil else { return }
    pending.append(contentsOf: bytes)
    if ContinuousClock.now - lastSync > .seconds(1) { flush() }
  }

  /// Writes what is pending and waits until it is on disk.
  func flush() {
    guard failure == nil, !pending.isEmpty else { return }
    do {
      try file.write(contentsOf: pending)
      try file.synchronize()
      pending.removeAll(keepingCapacity: true)
      lastSync = .now
    } catch {
      failure = "\(path): the journal ends early, it could not be written (is the disk full?)"
    }
  }
}

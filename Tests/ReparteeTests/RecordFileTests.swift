import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Repartee

@Suite struct RecordFileTests {
  private final class Reports: Sendable {
    private let texts = Mutex<[String]>([])
    var all: [String] { texts.withLock { $0 } }
    func add(_ error: RecordError) { texts.withLock { $0.append(error.description) } }
  }

  @Test("A full disk is told of once, by path, and nothing is written after")
  func full() throws {
    let reports = Reports()
    // Writing to it fails with ENOSPC: full(4).
    let file = try RecordFile(
      path: "/dev/full", purpose: "the journal", on: nil, report: reports.add)
    for _ in 0..<3 { file.write([1, 2, 3]) }
    #expect(reports.all.count == 1)
    #expect(reports.all.first?.hasPrefix("/dev/full: the journal ends early (No space") == true)
    #expect(file.failure?.description == reports.all.first)
  }

  @Test("A disk that does not answer holds up nobody and no more than a bounded heap of bytes")
  func stuck() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-test-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let queue = DispatchQueue(label: "stuck")
    let reports = Reports()
    queue.suspend()
    let file = try RecordFile(
      path: path, purpose: "the recording", on: queue, report: reports.add)
    let second = [UInt8](repeating: 7, count: 96_000)
    for _ in 0..<1_000 { file.write(second) }
    file.write([1])
    #expect(reports.all.count == 1 && reports.all.first?.contains("does not keep up") == true)
    queue.resume()
    file.wait()
    // All that was taken is written, and nothing of what came after the first that was not: no gap.
    #expect(
      FileManager.default.contents(atPath: path)?.count
        == RecordFile.mostWaiting / 96_000 * 96_000)
  }

  @Test("What is handed over is in the file before anything is synced")
  func handsOver() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-test-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let journal = try FileJournal(path: path)
    journal.append([1, 2, 3])
    #expect(FileManager.default.contents(atPath: path)?.count == 0)
    journal.handOver()
    #expect(FileManager.default.contents(atPath: path)?.count == 3)
  }
}

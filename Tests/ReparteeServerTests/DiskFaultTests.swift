import Dispatch
import Foundation
import Repartee
import ReparteeCore
import Synchronization
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(1))) struct DiskFaultTests {
  private final class Reports: Sendable {
    private let texts = Mutex<[String]>([])
    var all: [String] { texts.withLock { $0 } }
    func add(_ text: String) { texts.withLock { $0.append(text) } }
  }

  @Test("A disk without room is told of once for each file, by its path and with what to do")
  func full() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let entry = CallEntry(number: SessionID(1), agent: "a", transport: .webrtc, folder: folder)
    // Writing to this device fails with ENOSPC, as the manual page full(4) says.
    for path in [entry.journalPath, entry.recordingPath] {
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/full")
    }
    let reports = Reports()
    let records = CallRecords(
      of: entry, keepsRecording: true, on: DispatchQueue(label: "test"), report: reports.add)
    let journal = try #require(records.journal)
    for _ in 0..<10 {
      journal.append([1, 2, 3])
      journal.send()
    }
    await records.close()
    #expect(reports.all.count == 2)
    for path in [entry.journalPath, entry.recordingPath] {
      let report = reports.all.first { $0.contains(path) }
      #expect(report?.contains("No space left") == true && report?.contains("free some") == true)
    }
  }

  @Test("A call whose files cannot be made goes on without them")
  func unwritable() async throws {
    let entry = CallEntry(number: SessionID(1), agent: "a", transport: .webrtc, folder: "/nowhere")
    let reports = Reports()
    let records = CallRecords(
      of: entry, keepsRecording: true, on: DispatchQueue(label: "test"), report: reports.add)
    #expect(records.journal == nil && records.recording == nil)
    #expect(reports.all.count == 2)
    await records.close()
  }

  @Test("A server whose folder is gone goes on taking calls")
  func gone() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-test-\(UUID().uuidString)").path
    try await TestServer.with {
      $0.recordFolder = folder
    } _: { client in
      try FileManager.default.removeItem(atPath: folder)
      try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
        try await socket.send(text: "{\"type\":\"text\",\"text\":\"What is it?\"}")
        #expect(await socket.text(with: "\"generated\"").contains("Yes."))
      }
    }
  }
}

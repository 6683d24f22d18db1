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

  @Test("A disk that fills up while a server runs costs no call; what was written can be read")
  func fillsUp() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-test-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // In a process of its own: the limit holds for all files.
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) { [folder = folder as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 6_000, rlim_max: 6_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      try await TestServer.with {
        $0.recordFolder = folder
      } _: { client in
        try await TestSocket.open(client) { socket in
          for _ in 0..<6 {
            try await socket.send(text: "{\"type\":\"text\",\"text\":\"What is it?\"}")
            #expect(await socket.text(with: "\"generated\":\"Yes.\"").contains("Yes."))
          }
          try await socket.send(text: "{\"type\":\"end\"}")
          #expect(await socket.closing() == 1000)
        }
      }
    }
    let log = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for name in [".journal", ".wav"] {
      let lines = log.split(separator: "\n")
        .filter { $0.contains("a call is not kept") && $0.contains(name) }
      #expect(lines.count == 1, "\(log)")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    let journal = try #require(files.first { $0.hasSuffix(".journal") })
    let bytes = try #require(FileManager.default.contents(atPath: "\(folder)/\(journal)"))
    let replay = try Replay(journal: Array(bytes))
    #expect(bytes.count == 6_000 && replay.isEqual && replay.decisions > 5)
  }
}

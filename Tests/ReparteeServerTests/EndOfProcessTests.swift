import Dispatch
import Foundation
import Repartee
import ReparteeCore
import Testing

@testable import ReparteeServer

/// Each in a process of its own, which is ended while calls are under way.
@Suite(.timeLimit(.minutes(1))) struct EndOfProcessTests {
  private static func folder() -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-test-\(UUID().uuidString)").path
  }

  private static func journals(in folder: String) throws -> [String: [UInt8]] {
    var journals: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      guard name.hasSuffix(".journal") else { continue }
      let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
      journals[String(name.dropLast(".journal".count))] = Array(bytes)
    }
    return journals
  }

  /// The replies that ended, by the journal.
  private static func turns(in journal: [UInt8]) -> Int {
    (JournalReader(journal)?.records ?? []).count {
      $0.kind == .decision && $0.payload.starts(with: "event turn heard".utf8)
    }
  }

  @Test("kill -9: every turn that a caller was told of is in a journal that can be replayed")
  func killed() async throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let told = open("\(folder)/told", O_WRONLY | O_CREAT | O_APPEND, 0o600)
      try await TestServer.with {
        $0.recordFolder = folder
      } _: { client in
        let count = Counter()
        try await Crowd.talk(8, client) { id, _ in
          let number = count.next()
          let line = Array("\(id)\n".utf8)
          // The newest may still be on its way to the system; the turns after these bear witness.
          if number <= 32 { _ = write(told, line, line.count) }
          if number == 48 { kill(getpid(), SIGKILL) }
        }
      }
    }
    let told = try String(contentsOfFile: "\(folder)/told", encoding: .utf8)
      .split(separator: "\n").map(String.init)
    #expect(told.count == 32)
    let journals = try Self.journals(in: folder)
    #expect(journals.count == 8)
    for (id, journal) in journals {
      let replay = try Replay(journal: journal)
      #expect(replay.isEqual, "\(String(describing: replay.firstDifference))")
      if case .corrupt = replay.tail { Issue.record("a kill is no damage") }
      #expect(Self.turns(in: journal) >= told.count { $0 == id })
      // Of a recording up to a second is missing, and its header is right.
      let wav = FileManager.default.contents(atPath: "\(folder)/\(id).wav") ?? Data()
      #expect(wav.starts(with: "RIFF".utf8))
    }
  }

  @Test("SIGTERM: all callers are said goodbye to, and all files are whole")
  func terminated() async throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      var configuration = TestServer.configuration
      configuration.recordFolder = folder
      configuration.agents[1].goodbye = "Goodbye."
      let server = TestServer.server(configuration)
      signal(SIGTERM, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
      source.setEventHandler { server.drain() }
      source.resume()
      defer { source.cancel() }
      let goodbyes = Counter()
      try await TestServer.with(server) { client in
        while try await client.get("/readyz").status != 200 { await Task.yield() }
        let count = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<8 {
            group.addTask {
              try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
                for _ in 0..<2 {
                  try await socket.send(text: "{\"type\":\"text\",\"text\":\"What is it?\"}")
                  _ = await socket.text(with: "\"type\":\"turn\"")
                }
                if count.next() == 8 { kill(getpid(), SIGTERM) }
                let end = await socket.text(with: "\"type\":\"end\"")
                if end.contains("closing") { _ = goodbyes.next() }
                #expect(await socket.closing() == 1000)
              }
            }
          }
          try await group.waitForAll()
        }
      }
      #expect(goodbyes.next() == 9)
    }
    let journals = try Self.journals(in: folder)
    #expect(journals.count == 8)
    for (id, journal) in journals {
      let replay = try Replay(journal: journal)
      #expect(replay.isEqual && replay.tail == .clean)
      // Two answers and the goodbye; on a busy machine the agent may have asked meanwhile.
      #expect(Self.turns(in: journal) >= 3)
      let wav = FileManager.default.contents(atPath: "\(folder)/\(id).wav") ?? Data()
      #expect(wav.count == Self.promised(by: Array(wav)))
    }
  }

  /// How long a WAV file says it is: the RIFF chunk's length and the eight bytes before it.
  private static func promised(by wav: [UInt8]) -> Int {
    guard wav.count >= 8 else { return -1 }
    return 8 + (0..<4).reduce(0) { $0 | Int(wav[4 + $1]) << (8 * $1) }
  }
}

import ReparteeTransports
import Synchronization
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(2))) struct LoadCycleTests {
  @Test("Clients call again and again, leave in each way, and the server counts as many ends")
  func again() async throws {
    try await TestServer.with { client in
      let silence = PeerScript(clip: [], speechEnd: 0, rate: 16_000, pause: 1)
      var typing = silence
      typing.typed = ("What is it?", every: 0.5)
      let cycle = LoadCycle(
        host: "127.0.0.1", port: client.port, line: .webSocket, path: "/v1/audio",
        manners: [.init(typing), .init(silence, leaving: .silently)], lengths: 0.1...0.3)
      let calls = Mutex(0)
      let lost = Mutex<[String]>([])
      await cycle.run(4, for: 3) { result in
        switch result {
        case .success: calls.withLock { $0 += 1 }
        case .failure(let error): lost.withLock { $0.append("\(error)") }
        }
      }
      while !(try await client.get("/metrics").body.contains("repartee_sessions_active 0\n")) {
        await Task.yield()
      }
      let ends = try await LeakTests.ends(client)
      #expect(lost.withLock { $0 } == [])
      #expect(calls.withLock { $0 } >= 4)
      #expect(ends.values.reduce(0, +) == calls.withLock { $0 })
    }
  }
}

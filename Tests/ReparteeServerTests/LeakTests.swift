import Foundation
import Repartee
import ReparteeTesting
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(2))) struct LeakTests {
  /// How a caller leaves.
  enum Leaving: CaseIterable {
    case end, closeFrame, silently, crash, deleted, whileAnswered
  }

  static func descriptors() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? -1
  }

  /// Their number, once it stays the same: a closed connection's goes a moment after its call.
  static func settledDescriptors(_ client: TestClient) async throws -> Int {
    var (count, times) = (0, 0)
    while times < 50 {
      _ = try await client.get("/healthz")
      let now = descriptors()
      times = now == count ? times + 1 : 0
      count = now
    }
    return count
  }

  static func call(_ client: TestClient, _ leaving: Leaving) async throws {
    try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
      let id = try await socket.session()
      try await socket.send(text: "{\"type\":\"text\",\"text\":\"What is it?\"}")
      if leaving != .whileAnswered { _ = await socket.text(with: "\"type\":\"turn\"") }
      switch leaving {
      case .end: try await socket.send(text: "{\"type\":\"end\"}")
      case .closeFrame: try await socket.send(TestSocket.frame(8, [0x03, 0xE8]))
      case .deleted: _ = try await client.send("DELETE", "/v1/sessions/\(id)")
      case .crash: return try await socket.reset()
      case .silently, .whileAnswered: return
      }
      _ = await socket.closing()
    }
  }

  /// - Parameter count: how many calls, twenty at a time.
  static func calls(_ count: Int, _ client: TestClient) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<count {
        if number >= 20 { _ = try await group.next() }
        let leaving = Leaving.allCases[number % Leaving.allCases.count]
        group.addTask { try await LeakTests.call(client, leaving) }
      }
      try await group.waitForAll()
    }
    while !(try await client.get("/metrics").body.contains("repartee_sessions_active 0\n")) {
      await Task.yield()
    }
  }

  /// Calls that ended, by reason.
  static func ends(_ client: TestClient) async throws -> [String: Int] {
    var ends: [String: Int] = [:]
    for line in try await client.get("/metrics").body.split(separator: "\n") {
      guard line.hasPrefix("repartee_sessions_ended_total{") else { continue }
      let parts = line.split(separator: "\"")
      ends[String(parts[1])] = Int(Double(parts[2].dropFirst(2)) ?? 0)
    }
    return ends
  }

  @Test("Two hundred calls, however they end, leave no descriptor, no model call and no line taken")
  func twoHundred() async {
    // In a process of its own, where nobody else opens anything.
    await #expect(processExitsWith: .success) {
      let language = CountedLanguageModel()
      var models = TestServer.models
      models.language = language
      try await TestServer.with({ _ in }, models: models) { client in
        try await LeakTests.calls(20, client)
        let before = try await LeakTests.settledDescriptors(client)
        try await LeakTests.calls(200, client)
        while LeakTests.descriptors() > before { await Task.yield() }
        let ends = try await LeakTests.ends(client)
        #expect(ends.values.reduce(0, +) == 220)
        #expect(Set(ends.keys) == ["caller_gone", "hung_up"])
        while language.count > 0 { await Task.yield() }
      }
    }
  }
}

import Foundation
import Repartee
import ReparteeTesting
import Testing

@testable import ReparteeServer

/// A worker that hangs in native code obeys nobody: what depends on it fails, and nothing else does.
@Suite(.timeLimit(.minutes(1))) struct StuckModelTests {
  enum Role: CaseIterable { case recognizer, language, speech }

  private static func models(_ role: Role, _ jam: Jam) -> ModelSet {
    var models = TestServer.models
    switch role {
    case .recognizer: models.recognizer = StuckRecognizer(jam: jam)
    case .language: models.language = StuckLanguageModel(jam: jam)
    case .speech: models.speech = StuckSynthesizer(jam: jam)
    }
    return models
  }

  /// Speech for as long as it takes to be given to the recogniser, and text for the others.
  private static func ask(_ socket: TestSocket, _ role: Role, until jam: Jam) async throws {
    let arrivals = jam.arrivals()
    let loud = [UInt8](repeating: 0x30, count: 32_000)
    try await socket.send(audio: loud + [UInt8](repeating: 0, count: 64_000))
    if role != .recognizer {
      try await socket.send(text: "{\"type\":\"text\",\"text\":\"Hello?\"}")
    }
    for await _ in arrivals { break }
  }

  @Test("A call ends though a model of it hangs, and its line is free", arguments: Role.allCases)
  func ends(role: Role) async throws {
    let jam = Jam()
    try await TestServer.with({ $0.maximumSessions = 1 }, models: Self.models(role, jam)) {
      client in
      defer { jam.free() }
      for _ in 0..<2 {
        var id = ""
        try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
          id = try await socket.session()
          try await Self.ask(socket, role, until: jam)
          try await socket.send(TestSocket.frame(8, [0x03, 0xE8]))
          #expect(await socket.closing() == 1000)
        }
        let end = try await TestServer.end(of: id, client)
        #expect(end.reason == "hung_up")
        while try await client.get("/v1/audio").code != "upgrade_required" { await Task.yield() }
      }
      #expect(jam.count >= 2)
    }
  }

  @Test("A server whose calls have ended says that a model keeps it from ending")
  func drains() async throws {
    let jam = Jam()
    var configuration = TestServer.configuration
    configuration.times.close = .milliseconds(20)
    var server = TestServer.server(configuration, models: Self.models(.language, jam))
    server.onStuckModel = { jam.free() }
    try await TestServer.with(server) { client in
      while try await client.get("/readyz").status != 200 { await Task.yield() }
      try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
        try await Self.ask(socket, .language, until: jam)
      }
      #expect(jam.count > 0)
    }
    // It has returned, so it was told: nobody else frees the model.
    #expect(jam.count == 0)
  }
}

import Foundation
import Repartee
import ReparteeCore
import ReparteeTesting
import Synchronization

@testable import ReparteeServer

/// A server on a free loopback port, with models that take no time.
enum TestServer {
  static let models = ModelSet(
    voice: LoudnessVoiceDetector(), turn: nil, recognizer: FakeRecognizer("Hello?"),
    language: FakeLanguageModel { _ in "Yes." }, speech: FakeSynthesizer())

  static var configuration: ServerConfiguration {
    var configuration = ServerConfiguration(agents: [
      Agent("desk", instructions: "Be kind.", greeting: "Hi."),
      Agent("shop", instructions: "Sell.", greeting: ""),
    ])
    configuration.port = 0
    configuration.udpPort = 0
    configuration.maximumLag = .seconds(60)
    configuration.drain = .zero
    return configuration
  }

  /// Without WebRTC: a test that needs it has an acceptor of its own.
  static func server(
    _ configuration: ServerConfiguration = Self.configuration, models: ModelSet = Self.models
  ) -> VoiceServer {
    var server = VoiceServer(configuration, models: models)
    server.openWebRTC = { _, _ in nil }
    return server
  }

  /// Runs `body` beside a server that is ready, and drains the server after it.
  static func with(
    _ change: (inout ServerConfiguration) -> Void = { _ in }, models: ModelSet = Self.models,
    _ body: @escaping @Sendable (TestClient) async throws -> Void
  ) async throws {
    var configuration = Self.configuration
    change(&configuration)
    let server = Self.server(configuration, models: models)
    try await with(server) { client in
      // The models are put on their shelf beside the server's start.
      while try await client.get("/readyz").status != 200 { await Task.yield() }
      try await body(client)
    }
  }

  /// Waits until the call has ended.
  /// - Returns: what the server says of it.
  static func end(of id: String, _ client: TestClient) async throws -> CallSummary {
    // The events of a call end with it.
    _ = try await client.get("/v1/sessions/\(id)/events")
    let text = try await client.get("/v1/sessions/\(id)").body
    return try JSONDecoder().decode(CallSummary.self, from: Data(text.utf8))
  }

  static func with(
    _ server: VoiceServer, _ body: @escaping @Sendable (TestClient) async throws -> Void
  ) async throws {
    let ports = AsyncStream<Int>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { ports.continuation.finish() }
        try await server.run { ports.continuation.yield($0) }
      }
      group.addTask {
        defer { server.drain() }
        for await port in ports.stream { return try await body(TestClient(port: port)) }
      }
      while try await group.next() != nil {}
    }
  }
}

import Foundation
import Repartee
import ReparteeTesting
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(1))) struct HealthTests {
  @Test("A server that runs says so, and is ready once its models are there")
  func readiness() async throws {
    let loaded = Latch()
    let server = VoiceServer(TestServer.configuration) {
      await loaded.wait()
      return TestServer.models
    }
    try await TestServer.with(server) { client in
      #expect(try await client.get("/healthz").status == 200)
      let early = try await client.get("/readyz")
      #expect(early.status == 503 && early.code == "loading")
      #expect(early.headers["retry-after"] != nil)
      #expect(try await client.get("/v1/audio").code == "loading")
      loaded.open()
      while try await client.get("/readyz").status != 200 { await Task.yield() }
    }
  }

  @Test("Figures are told in Prometheus' format")
  func metrics() async throws {
    try await TestServer.with { client in
      let answer = try await client.get("/metrics")
      #expect(answer.status == 200)
      #expect(
        answer.body.contains("# TYPE repartee_sessions_active gauge\nrepartee_sessions_active 0"))
      #expect(answer.body.contains("repartee_turn_latency_seconds_bucket{le=\"+Inf\"} 0"))
      #expect(answer.body.contains("repartee_scheduling_lag_seconds{loop=\"0\"}"))
      let memory = answer.body.split(separator: "\n")
        .first { $0.hasPrefix("process_resident_memory_bytes ") }
      #expect(memory.map { !$0.hasSuffix(" 0") } == true)
    }
  }

  @Test("Agents are told by name")
  func agents() async throws {
    try await TestServer.with { client in
      let answer = try await client.get("/v1/agents")
      #expect(
        answer.body
          == "{\"agents\":[{\"name\":\"desk\"},{\"name\":\"shop\"}],\"transports\":[\"websocket\"]}"
      )
    }
  }

  @Test("What is not there is an error that says so")
  func notFound() async throws {
    try await TestServer.with { client in
      for path in ["/nothing", "/v1/sessions/abc", "/v1/sessions/abc/events", "/../etc/passwd"] {
        let answer = try await client.get(path)
        #expect(answer.status == 404, "\(path)")
        #expect(answer.code != nil, "\(path)")
      }
    }
  }

  @Test(
    "A server that others can reach is not started without keys",
    arguments: ["0.0.0.0", "::", "192.0.2.7", "example.com", "127.0.0.1.example.com"])
  func unprotected(host: String) async {
    var configuration = TestServer.configuration
    configuration.host = host
    let server = VoiceServer(configuration, models: TestServer.models)
    await #expect { try await server.run() } throws: { ($0 as? ServerError)?.code == .unprotected }
  }

  @Test("A port that is taken is an error that names it")
  func portTaken() async throws {
    try await TestServer.with { client in
      var configuration = TestServer.configuration
      configuration.port = client.port
      let server = VoiceServer(configuration, models: TestServer.models)
      await #expect { try await server.run() } throws: {
        ($0 as? ServerError)?.code == .cannotListen && "\($0)".contains("\(client.port)")
      }
    }
  }

  @Test(
    "Settings that cannot be meant are refused",
    arguments: [
      { @Sendable (c: inout ServerConfiguration) in c.agents = [] },
      { @Sendable (c: inout ServerConfiguration) in c.agents.append(c.agents[0]) },
      { @Sendable (c: inout ServerConfiguration) in c.port = 70_000 },
      { @Sendable (c: inout ServerConfiguration) in c.maximumSessions = 0 },
      { @Sendable (c: inout ServerConfiguration) in c.tokenSecret = "short" },
      { @Sendable (c: inout ServerConfiguration) in c.apiKeyHashes = ["a key, not its hash"] },
    ])
  func badSettings(change: @Sendable (inout ServerConfiguration) -> Void) async {
    var configuration = TestServer.configuration
    change(&configuration)
    #expect(throws: ServerError.self) { try configuration.check() }
  }
}

import Foundation
import NIOCore
import Repartee
import ReparteeTesting
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(1))) struct DrainTests {
  @Test("A server that ends says goodbye to its callers, and takes no new ones")
  func goodbye() async throws {
    var configuration = TestServer.configuration
    configuration.agents[0].greeting = ""
    configuration.agents[0].goodbye = "Goodbye."
    configuration.recordFolder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-test-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: configuration.recordFolder ?? "") }
    let server = TestServer.server(configuration)
    try await TestServer.with(server) { client in
      while try await client.get("/readyz").status != 200 { await Task.yield() }
      try await TestSocket.open(client) { socket in
        _ = await socket.text(with: "ready")
        server.drain()
        #expect(await socket.text(with: "\"generated\"").contains("Goodbye."))
        #expect(await socket.text(with: "\"type\":\"end\"").contains("closing"))
        #expect(await socket.closing() == 1000)
      }
    }
    // Journals of a folder of one's own stay.
    let files = try FileManager.default.contentsOfDirectory(
      atPath: configuration.recordFolder ?? "")
    let journal = try #require(files.first { $0.hasSuffix(".journal") })
    let bytes = try #require(
      FileManager.default.contents(atPath: "\(configuration.recordFolder ?? "")/\(journal)"))
    #expect(try Replay(journal: Array(bytes)).isEqual)
  }

  @Test("Without calls a server ends at once, though connections are open")
  func quiet() async throws {
    var configuration = TestServer.configuration
    configuration.drain = .seconds(3_600)
    let server = TestServer.server(configuration)
    try await TestServer.with(server) { client in
      let channel = try await client.connect()
      try await channel.executeThenClose { inbound, _ in
        server.drain()
        // One that was not accepted yet is refused by the system.
        do { for try await _ in inbound {} } catch {}
      }
    }
  }

  @Test("Whoever does not finish a request does not keep a server from ending")
  func unfinished() async throws {
    var configuration = TestServer.configuration
    configuration.times.close = .milliseconds(20)
    let server = TestServer.server(configuration)
    try await TestServer.with(server) { client in
      let head = "POST /v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{"
      let channel = try await client.connect()
      try await channel.executeThenClose { inbound, outbound in
        try await outbound.write(ByteBuffer(string: head))
        server.drain()
        do { for try await _ in inbound {} } catch {}
      }
    }
  }

  @Test("While calls go on, a server that ends refuses new ones")
  func refuses() async throws {
    var configuration = TestServer.configuration
    configuration.drain = .seconds(3_600)
    let server = TestServer.server(configuration)
    try await TestServer.with(server) { client in
      while try await client.get("/readyz").status != 200 { await Task.yield() }
      try await TestSocket.open(client) { socket in
        _ = await socket.text(with: "ready")
        server.drain()
        while try await client.get("/readyz").code != "draining" { await Task.yield() }
        #expect(try await client.get("/v1/audio").code == "draining")
        try await socket.send(text: "{\"type\":\"end\"}")
        #expect(await socket.closing() == 1000)
      }
    }
  }

  @Test("Cancelling ends a server and its calls at once")
  func cancelled() async throws {
    let server = TestServer.server()
    await #expect(throws: CancellationError.self) {
      try await TestServer.with(server) { client in
        while try await client.get("/readyz").status != 200 { await Task.yield() }
        try await TestSocket.open(client) { socket in
          _ = await socket.text(with: "ready")
          throw CancellationError()
        }
      }
    }
  }
}

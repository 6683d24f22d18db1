import Foundation
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(1))) struct AccessTests {
  private static let key = "a-long-and-random-key"

  private struct Token: Decodable { var token: String }

  @Test("Where keys are configured, nothing goes without one")
  func refused() async throws {
    try await TestServer.with {
      $0.apiKeyHashes = [APIKeys.hash(Self.key)]
    } _: { client in
      for path in ["/v1/sessions", "/v1/agents", "/metrics", "/v1/audio?agent=desk"] {
        #expect(try await client.get(path).status == 401, "\(path)")
        let wrong = try await client.get(path, ["authorization": "Bearer nonsense"])
        #expect(wrong.status == 401 && wrong.code == "bad_token", "\(path)")
      }
      #expect(try await client.send("POST", "/v1/tokens").status == 401)
      #expect(try await client.get("/healthz").status == 200)
      let right = try await client.get("/v1/sessions", ["authorization": "Bearer \(Self.key)"])
      #expect(right.status == 200)
    }
  }

  @Test("A token lets a browser call its agent, and no other")
  func scope() async throws {
    try await TestServer.with {
      $0.apiKeyHashes = [APIKeys.hash(Self.key)]
    } _: { client in
      let made = try await client.send(
        "POST", "/v1/tokens", ["authorization": "Bearer \(Self.key)"], body: "{\"agent\":\"shop\"}")
      #expect(made.status == 201)
      let token = try JSONDecoder().decode(Token.self, from: Data(made.body.utf8)).token
      #expect(try await client.get("/v1/audio?agent=shop&token=\(token)").status == 426)
      #expect(try await client.get("/v1/audio?token=\(token)").status == 426)
      #expect(try await client.get("/v1/audio?agent=desk&token=\(token)").code == "wrong_agent")
      #expect(try await client.get("/v1/sessions?token=\(token)").code == "api_key_needed")
      #expect(try await client.send("POST", "/v1/tokens?token=\(token)").code == "api_key_needed")
      let agents = try await client.get("/v1/agents?token=\(token)").body
      #expect(agents == "{\"agents\":[{\"name\":\"shop\"}],\"transports\":[\"websocket\"]}")
    }
  }

  @Test("Tokens expire, and those of others are not taken")
  func tokens() async throws {
    let tokens = await CallTokens(secret: "the secret of this server, 32 bytes")
    let (good, _) = try await tokens.make(agent: "desk", seconds: 60)
    #expect(try await tokens.agent(of: good) == "desk")
    let past = Date(timeIntervalSinceNow: -120)
    let (old, _) = try await tokens.make(agent: "desk", seconds: 60, now: past)
    await #expect(throws: Refusal.expiredToken) { try await tokens.agent(of: old) }
    let others = await CallTokens(secret: "the secret of another, of 32 bytes")
    let (foreign, _) = try await others.make(agent: "desk", seconds: 60)
    // The header says that nothing is signed.
    let parts = good.split(separator: ".")
    let unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.\(parts[1])."
    for bad in [foreign, unsigned, "", "a.b.c", good + "x", String(repeating: "x", count: 10_000)] {
      await #expect(throws: Refusal.badToken) { try await tokens.agent(of: bad) }
    }
  }

  @Test("Keys are known by their hashes, however those are written")
  func keys() {
    // The example of one block, FIPS 180-2, appendix B.1.
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(APIKeys.hash("abc") == "sha256:" + hash)
    for keys in [APIKeys(hashes: [hash]), APIKeys(hashes: ["sha256:" + hash.uppercased()])] {
      #expect(keys.contains("abc"))
      #expect(!keys.contains("abd") && !keys.contains(""))
    }
    for bad in [
      "", "sha256:", String(hash.dropLast()), hash + "00", String(repeating: "g", count: 64),
      String(repeating: "+1", count: 32),
    ] {
      #expect(APIKeys.digest(of: bad) == nil)
    }
  }

  @Test("Pages of other origins are turned away unless they are on the list")
  func origins() async throws {
    try await TestServer.with {
      $0.allowedOrigins = ["https://good.example"]
    } _: { client in
      let own = try await client.get("/v1/agents", ["origin": "http://127.0.0.1:\(client.port)"])
      #expect(own.status == 200)
      #expect(own.headers["access-control-allow-origin"] == nil)
      for origin in [
        "https://evil.example", "null", "http://127.0.0.1:1", "https://good.example.com",
      ] {
        for path in ["/v1/agents", "/v1/audio"] {
          let answer = try await client.get(path, ["origin": origin])
          #expect(answer.code == "origin_not_allowed", "\(origin) \(path)")
        }
      }
      let good = try await client.get("/v1/agents", ["origin": "https://good.example"])
      #expect(good.headers["access-control-allow-origin"] == "https://good.example")
      let asked = try await client.send(
        "OPTIONS", "/v1/tokens",
        ["origin": "https://good.example", "access-control-request-method": "POST"])
      #expect(asked.status == 204)
      #expect(asked.headers["access-control-allow-methods"]?.contains("POST") == true)
    }
  }

  @Test("Without keys a server answers only to names of its own machine")
  func rebinding() async throws {
    try await TestServer.with { client in
      for host in ["evil.example", "evil.example:\(client.port)", "127.0.0.1.evil.example"] {
        let answer = try await client.get("/v1/agents", ["host": host])
        #expect(answer.code == "host_not_allowed")
      }
      for host in ["localhost:\(client.port)", "127.0.0.1", "[::1]:\(client.port)"] {
        let answer = try await client.get("/v1/agents", ["host": host])
        #expect(answer.status == 200, "\(host)")
      }
    }
  }
}

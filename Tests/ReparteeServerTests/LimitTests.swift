import Testing

@testable import ReparteeServer

/// Clients that send too much or take too long. Each test waits for the server to cut them off.
@Suite(.timeLimit(.minutes(1))) struct LimitTests {
  @Test(
    "A head that does not end is cut off",
    arguments: ["", "GET /healthz HTTP/1.1\r\nHost: localhost\r\n"])
  func slowHead(start: String) async throws {
    try await TestServer.with {
      $0.times.setUp = .milliseconds(50)
    } _: { client in
      let answer = try await client.raw(start)
      #expect(answer == "")
    }
  }

  @Test("A body that does not end is cut off")
  func slowBody() async throws {
    try await TestServer.with {
      $0.times.body = .milliseconds(50)
    } _: { client in
      let head = "POST /v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{"
      let answer = try await client.raw(head)
      #expect(answer == "")
    }
  }

  @Test("A connection without requests is closed")
  func idle() async throws {
    try await TestServer.with {
      $0.times.idle = .milliseconds(50)
    } _: { client in
      let answer = try await client.exchange("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(answer.status == 200 && answer.body == "ok\n")
    }
  }

  @Test(
    "Heads that are too long are refused",
    arguments: [
      "X-Long: " + String(repeating: "x", count: 40_000),
      (0..<3_000).map { "X-\($0): y" }.joined(separator: "\r\n"),
    ])
  func longHead(field: String) async throws {
    try await TestServer.with { client in
      let answer = try await client.exchange(
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\(field)\r\n\r\n")
      #expect(answer.status == 431 || answer.status == 400)
    }
  }

  @Test("Bodies that are too long are refused")
  func longBody() async throws {
    try await TestServer.with { client in
      let body = "{\"agent\":\"" + String(repeating: "x", count: 70_000) + "\"}"
      let answer = try await client.send("POST", "/v1/tokens", body: body)
      #expect(answer.status == 413 && answer.code == "too_big")
    }
  }

  @Test(
    "What is no HTTP is refused",
    arguments: [
      "\u{1}\u{2}\u{3}\r\n\r\n", "HELLO\r\n\r\n", "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n",
    ])
  func noHTTP(text: String) async throws {
    try await TestServer.with { client in
      let answer = try await client.exchange(text)
      #expect(answer.status == 400)
    }
  }

  @Test(
    "Bodies that are no JSON are refused",
    arguments: ["[", "[]", "{\"agent\":3}", "{\"seconds\":1}", "{\"seconds\":1e99}"])
  func badJSON(body: String) async throws {
    try await TestServer.with { client in
      let answer = try await client.send("POST", "/v1/tokens", body: body)
      #expect(answer.status == 400 && answer.code == "bad_request")
    }
  }
}

import NIOCore
import NIOPosix
import Repartee
import ReparteeCore
import ReparteeTransports
import Synchronization
import Testing

@testable import ReparteeServer

/// The HTTP side of WebRTC, with an acceptor that takes every offer but one.
@Suite(.timeLimit(.minutes(1))) struct WebRTCRouteTests {
  private static let offer = ["content-type": "application/sdp"]
  private static let fragment = ["content-type": "application/trickle-ice-sdpfrag"]

  @Test("An offer is answered with where the call is, and the call runs until it is ended there")
  func call() async throws {
    let acceptor = FakeAcceptor()
    try await Self.with(acceptor) { client in
      let answer = try await client.send(
        "POST", "/v1/webrtc?agent=desk", Self.offer, body: "v=0 offer")
      #expect(answer.status == 201 && answer.body == "answer to v=0 offer")
      #expect(answer.headers["content-type"] == "application/sdp")
      let place = try #require(answer.headers["location"])
      let id = try #require(place.split(separator: "/").last)
      let session = try await client.get("/v1/sessions/\(id)").body
      #expect(
        session.contains("\"transport\":\"webrtc\"") && session.contains("\"agent\":\"desk\""))
      let patched = try await client.send("PATCH", place, Self.fragment, body: "a=ice-ufrag:x")
      #expect(patched.status == 200 && patched.body == "restart of a=ice-ufrag:x")
      #expect(try await client.send("PATCH", place, Self.offer, body: "x").status == 415)
      #expect(try await client.send("DELETE", place).status == 200)
      let events = try await client.get("/v1/sessions/\(id)/events").body
      #expect(events.contains("\"reason\":\"hung_up\""))
      #expect(try await client.send("PATCH", place, Self.fragment, body: "x").status == 404)
    }
    #expect(acceptor.isClosed)
    #expect(acceptor.ends == ["hung_up"])
  }

  @Test(
    "An agent whose name has a space is found, however the query has it",
    arguments: ["Front+Desk", "Front%20Desk"])
  func name(query: String) async throws {
    try await Self.with(FakeAcceptor(), named: "Front Desk") { client in
      let path = "/v1/webrtc?agent=\(query)"
      let answer = try await client.send("POST", path, Self.offer, body: "v=0 offer")
      #expect(answer.status == 201)
      let place = try #require(answer.headers["location"])
      #expect(try await client.send("DELETE", place).status == 200)
      let bad = try await client.send("POST", path + "%2", Self.offer, body: "v=0")
      #expect(bad.status == 400 && bad.code == "bad_query")
    }
  }

  @Test("What is no offer, or too long a one, is refused and takes no line")
  func refused() async throws {
    try await Self.with(FakeAcceptor()) { client in
      let path = "/v1/webrtc"
      #expect(try await client.send("POST", path, body: "v=0").status == 415)
      let bad = try await client.send("POST", path, Self.offer, body: "bad")
      #expect(bad.status == 400 && bad.code == "bad_offer")
      let long = String(repeating: "x", count: 70_000)
      #expect(try await client.send("POST", path, Self.offer, body: long).status == 413)
      let nobody = try await client.send("POST", path + "?agent=no", Self.offer, body: "v=0")
      #expect(nobody.status == 404 && nobody.code == "no_such_agent")
      #expect(try await client.send("DELETE", path + "/nothing").status == 404)
      #expect(try await client.get("/metrics").body.contains("repartee_sessions_active 0"))
    }
  }

  @Test("A server without WebRTC says what to use instead")
  func without() async throws {
    try await TestServer.with { client in
      let answer = try await client.send("POST", "/v1/webrtc", Self.offer, body: "v=0")
      #expect(answer.status == 501 && answer.code == "no_webrtc")
    }
  }

  @Test("Calls over WebRTC are said goodbye to when the server ends")
  func drains() async throws {
    let acceptor = FakeAcceptor()
    try await Self.with(acceptor) { client in
      let answer = try await client.send("POST", "/v1/webrtc", Self.offer, body: "v=0")
      #expect(answer.status == 201)
    }
    #expect(acceptor.ends == ["closing"])
  }

  private static func with(
    _ acceptor: FakeAcceptor, named name: String = "desk",
    _ body: @escaping @Sendable (TestClient) async throws -> Void
  ) async throws {
    var configuration = TestServer.configuration
    configuration.agents[0].name = name
    configuration.agents[0].greeting = ""
    configuration.agents[0].goodbye = "Bye."
    var server = TestServer.server(configuration)
    server.openWebRTC = { _, _ in acceptor }
    try await TestServer.with(server) { client in
      while try await client.get("/readyz").status != 200 { await Task.yield() }
      try await body(client)
    }
  }
}

private final class FakeAcceptor: WebRTCAccepting {
  private let state = Mutex((isClosed: false, ends: [String]()))
  let port = 0
  var isClosed: Bool { state.withLock { $0.isClosed } }
  /// How its calls ended.
  var ends: [String] { state.withLock { $0.ends } }

  func accept(offer: String, for call: WebRTCCall) async throws(Refusal) -> WebRTCAnswer {
    guard offer != "bad" else { throw .badOffer("That is no offer.") }
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let make: @Sendable () -> NIOLoopBound<any CallLine> = {
      let line: any CallLine = FakeLine { end in self.state.withLock { $0.ends.append(end) } }
      return NIOLoopBound(line, eventLoop: loop)
    }
    do {
      return WebRTCAnswer(answer: "answer to \(offer)", line: try await loop.submit(make).get())
    } catch { throw .noWebRTC }
  }

  func restart(_ id: String, fragment: String) async throws(Refusal) -> String {
    "restart of \(fragment)"
  }

  func close() async { state.withLock { $0.isClosed = true } }
}

/// A line on which nobody says anything.
private final class FakeLine: CallLine, AudioEndpoint {
  private let ended: (String) -> Void
  init(ended: @escaping (String) -> Void) { self.ended = ended }
  var endpoint: any AudioEndpoint { self }
  func whenUp(_ tell: @escaping @Sendable (Bool) -> Void) { tell(true) }
  func begin(_ driver: RealTimeDriver) {}
  func observe(_ event: SessionEvent, texts: [String]) {}
  var closure: CallClosure? { nil }
  func finish(_ end: SessionEnd) { ended(CallMessages.name(of: end)) }
  func finish(_ closure: CallClosure) { ended(closure.rawValue) }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    for index in block.indices { block[index] = 0 }
    return true
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {}
}

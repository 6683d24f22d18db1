import Foundation
import NIOCore
import NIOEmbedded
import NIOWebSocket
import Repartee
import ReparteeCore
import ReparteeTesting
import ReparteeTransports
import Testing

@testable import ReparteeServer

/// Clients that vanish, go silent, stop reading or send too much: each call ends, and says why.
@Suite(.timeLimit(.minutes(1))) struct SocketFaultTests {
  @Test("A client that crashes ends its call")
  func crashes() async throws {
    try await TestServer.with { client in
      var id = ""
      try await TestSocket.open(client) { socket in
        id = try await socket.session()
        try await socket.reset()
      }
      #expect(try await TestServer.end(of: id, client).reason == "hung_up")
    }
  }

  /// The name of the only call.
  private static func onlyCall(_ client: TestClient) async throws -> String {
    struct Sessions: Decodable { var sessions: [CallSummary] }
    while true {
      let text = try await client.get("/v1/sessions").body
      let all = try JSONDecoder().decode(Sessions.self, from: Data(text.utf8)).sessions
      if let call = all.first { return call.id }
      await Task.yield()
    }
  }

  @Test("A client that is gone without a word is missed: it answers no ping")
  func halfOpen() async throws {
    try await TestServer.with {
      $0.times.ping = .milliseconds(20)
    } _: { client in
      let socket = try RawSocket(port: client.port, room: 1 << 20)
      socket.call("/v1/audio?agent=shop", port: client.port)
      let end = try await TestServer.end(of: try await Self.onlyCall(client), client)
      #expect(end.reason == "idle")
      withExtendedLifetime(socket) {}
    }
  }

  @Test("A client that stops reading is let go when two seconds of speech wait for it")
  func stopsReading() async throws {
    try await TestServer.with {
      $0.agents[0].greeting = String(repeating: "word ", count: 400) + "end."
    } _: { client in
      let socket = try RawSocket(port: client.port)
      socket.call("/v1/audio?agent=desk&out_rate=48000", port: client.port)
      let end = try await TestServer.end(of: try await Self.onlyCall(client), client)
      #expect(end.reason == "too_slow")
      // A hundred seconds were to be said: the system did not swallow them.
      #expect(end.durationMilliseconds < 20_000)
      withExtendedLifetime(socket) {}
    }
  }

  @Test("Ten seconds at once are heard and answered")
  func burst() async throws {
    try await TestServer.with { client in
      try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
        let speech = [UInt8](repeating: 0x30, count: 32_000)
        try await socket.send(audio: speech + [UInt8](repeating: 0, count: 288_000))
        #expect(await socket.text(with: "\"final\":true").contains("Hello?"))
        #expect(await socket.text(with: "\"generated\"").contains("Yes."))
      }
    }
  }

  @Test("More than half a minute in advance ends the call")
  func flood() async throws {
    try await TestServer.with { client in
      var id = ""
      try await TestSocket.open(client, "/v1/audio?agent=shop&rate=8000") { socket in
        id = try await socket.session()
        try await socket.send(audio: .init(repeating: 0, count: 1_000_000))
        #expect(await socket.closing() == 1008)
      }
      #expect(try await TestServer.end(of: id, client).reason == "too_fast")
    }
  }

  @Test("A client that types faster than anybody is told so, and then let go")
  func typesTooFast() async throws {
    try await TestServer.with { client in
      var id = ""
      try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
        id = try await socket.session()
        let text = TestSocket.frame(1, Array("{\"type\":\"text\",\"text\":\"Hello?\"}".utf8))
        try await socket.send((0..<1_000).flatMap { _ in text })
        #expect(await socket.text(with: "too_many_texts").contains("Two texts a second"))
        #expect(await socket.closing() == 1008)
      }
      let end = try await TestServer.end(of: id, client)
      #expect(end.reason == "too_many_errors")
      #expect(end.turns <= 20)
    }
  }

  @Test("Two texts a second are allowed, and some at once")
  func budget() {
    var budget = TextBudget()
    let start = NIODeadline.now()
    let atOnce = (0..<40).count { _ in budget.allows(at: start) }
    #expect(atOnce == 16)
    let inTwoSeconds = (1...20).count {
      budget.allows(at: start + .milliseconds(Int64(100 * $0)))
    }
    #expect((3...5).contains(inTwoSeconds))
    let later = (0..<40).count { _ in budget.allows(at: start + .hours(1)) }
    #expect(later == 16)
  }

  @Test("What is told to a client that takes nothing is bounded")
  func unsent() throws {
    let entry = CallEntry(number: SessionID(1), agent: "desk", transport: .websocket, folder: "")
    let handler = WebSocketHandler(
      request: try AudioRequest(query: ""), entry: entry, speechRate: .hz24000, limits: .init(),
      times: .init())
    let channel = EmbeddedChannel(handler: handler)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    channel.isWritable = false
    let text = String(repeating: "x", count: 1_000)
    for _ in 0..<10_000 { handler.observe(.callerPartial(text), texts: [text]) }
    var (bytes, last) = (0, WebSocketOpcode.text)
    while let frame = try channel.readOutbound(as: WebSocketFrame.self) {
      bytes += frame.data.readableBytes
      last = frame.opcode
    }
    #expect(last == .connectionClose && handler.closure == .tooSlow)
    #expect(bytes > 200_000 && bytes < 300_000)
    _ = try? channel.finish()
  }
}

import Foundation
import NIOCore
import NIOPosix
import Repartee
import ReparteeCore
import ReparteeTransports
import Testing

@testable import ReparteeServer

/// Calls over WebRTC through the whole server: an offer over HTTP, media and texts over UDP.
@Suite(.timeLimit(.minutes(1))) struct WebRTCCallTests {
  private static let offer = ["content-type": "application/sdp"]

  @Test("A caller over WebRTC is greeted, heard and answered, until the session is deleted")
  func conversation() async throws {
    try await Self.with { client in
      let caller = try await Caller.call(client)
      #expect(await caller.text(with: "\"type\":\"ready\"").contains("\"agent\":\"desk\""))
      #expect(await caller.text(with: "\"generated\"").contains("\"text\":\"Hi.\""))
      caller.say(blocks: 30)
      #expect(await caller.text(with: "\"final\":true").contains("Hello?"))
      #expect(await caller.text(with: "\"generated\"").contains("\"text\":\"Yes.\""))
      #expect(try await caller.loudest > 0.05)
      #expect(try await client.send("DELETE", caller.place).status == 200)
      #expect(await caller.text(with: "\"type\":\"end\"").contains("hung_up"))
      #expect(await caller.text(with: "nothing more comes") == "")
    }
  }

  @Test("What a caller types is answered, and a caller who leaves frees the line")
  func types() async throws {
    try await Self.with { client in
      let caller = try await Caller.call(client)
      _ = await caller.text(with: "\"generated\"")
      caller.send("{\"type\":\"text\",\"text\":\"What is it?\"}")
      #expect(await caller.text(with: "\"role\":\"user\"").contains("What is it?"))
      #expect(await caller.text(with: "\"generated\"").contains("\"text\":\"Yes.\""))
      caller.send("no JSON")
      #expect(await caller.text(with: "\"type\":\"error\"").contains("bad_message"))
      caller.hangUp()
      while !(try await client.get("/metrics").body.contains("repartee_sessions_active 0")) {
        await Task.yield()
      }
    }
  }

  @Test("A server that ends says goodbye over WebRTC, too")
  func goodbye() async throws {
    let texts = AsyncStream<String>.makeStream()
    try await Self.with { client in
      let caller = try await Caller.call(client)
      _ = await caller.text(with: "\"generated\"")
      // The server is drained when this returns; what is said then is looked at below.
      try await caller.pass(to: texts.continuation)
    }
    var last: [String] = []
    for await text in texts.stream { last.append(text) }
    #expect(last.contains { $0.contains("Bye.") && $0.contains("\"final\":true") })
    #expect(last.contains { $0.contains("\"reason\":\"closing\"") })
  }

  @Test("What is no offer is refused in words, and takes no line", arguments: ["v=0", "nonsense"])
  func bad(offer: String) async throws {
    try await Self.with { client in
      let answer = try await client.send("POST", "/v1/webrtc", Self.offer, body: offer)
      #expect(answer.status == 400 && answer.code == "bad_offer")
      let metrics = try await client.get("/metrics").body
      #expect(metrics.contains("repartee_sessions_active 0"))
    }
  }

  private static func with(
    _ body: @escaping @Sendable (TestClient) async throws -> Void
  ) async throws {
    var configuration = TestServer.configuration
    configuration.agents[0].goodbye = "Bye."
    let server = VoiceServer(configuration, models: TestServer.models)
    try await TestServer.with(server) { client in
      while try await client.get("/readyz").status != 200 { await Task.yield() }
      try await body(client)
    }
  }
}

/// A caller with a socket of its own, who says nothing or a tone.
private struct Caller: Sendable {
  /// Where the call can be ended.
  let place: String
  private let peer: NIOLoopBound<WebRTCPeer>
  private let state: NIOLoopBoundBox<State>
  private let texts: AsyncStream<String>

  private struct State {
    var toSay = 0
    var loudest: Float = 0
    var listener: AsyncStream<String>.Continuation
  }

  static func call(_ client: TestClient) async throws -> Caller {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let peer = try await WebRTCPeer.open(on: loop, rate: .hz24000)
    let (texts, listener) = AsyncStream<String>.makeStream()
    let state = NIOLoopBoundBox.makeBoxSendingValue(State(listener: listener), eventLoop: loop)
    let offer = try await loop.submit {
      peer.value.onText = { _ = state.value.listener.yield(String(decoding: $0, as: UTF8.self)) }
      peer.value.onEnd = { _ in state.value.listener.finish() }
      return peer.value.offer
    }.get()
    let answer = try await client.send(
      "POST", "/v1/webrtc?agent=desk", ["content-type": "application/sdp"], body: offer)
    try #require(answer.status == 201)
    try await loop.submit { try peer.value.accept(answer: answer.body) }.get()
    let pace = TimeAmount.milliseconds(20)
    loop.scheduleRepeatedTask(initialDelay: pace, delay: pace) { task in
      guard peer.value.endReason == nil else { return task.cancel() }
      exchange(peer.value, &state.value)
    }
    let place = try #require(answer.headers["location"])
    return Caller(place: place, peer: peer, state: state, texts: texts)
  }

  private static func exchange(_ peer: WebRTCPeer, _ state: inout State) {
    var block = [Float](repeating: 0, count: 320)
    var heard = block.mutableSpan
    peer.hear(into: &heard)
    state.loudest = max(state.loudest, block.lazy.map { abs($0) }.max() ?? 0)
    let isSaying = state.toSay > 0
    state.toSay = max(0, state.toSay - 1)
    let said: [Float] = (0..<480).map { isSaying ? 0.4 * sin(Float($0) * 0.0785398) : 0 }
    peer.say(said.span)
  }

  func say(blocks: Int) { peer.eventLoop.execute { state.value.toSay = blocks } }
  func send(_ text: String) { peer.eventLoop.execute { peer.value.send(text: text) } }
  func hangUp() { peer.eventLoop.execute { peer.value.close() } }

  var loudest: Float {
    get async throws { try await peer.eventLoop.submit { state.value.loudest }.get() }
  }

  /// What comes from now on goes there instead.
  func pass(to listener: AsyncStream<String>.Continuation) async throws {
    try await peer.eventLoop.submit { state.value.listener = listener }.get()
  }

  /// The next text that has this in it; empty when the call ends before.
  func text(with part: String) async -> String {
    for await text in texts where text.contains(part) { return text }
    return ""
  }
}

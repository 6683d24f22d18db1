import NIOCore
import NIOEmbedded
import NIOWebSocket
import Repartee
import ReparteeCore
import ReparteeTransports
import Testing

@testable import ReparteeServer

/// Time passes here when the test says so.
@Suite struct WebSocketIdleTests {
  private func open(_ times: ServerConfiguration.Times = .init()) throws -> EmbeddedChannel {
    let entry = CallEntry(number: SessionID(1), agent: "desk", transport: .websocket, folder: "")
    let handler = WebSocketHandler(
      request: try AudioRequest(query: ""), entry: entry, speechRate: .hz24000, limits: .init(),
      times: times)
    let channel = EmbeddedChannel(handler: handler)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  private func opcodes(_ channel: EmbeddedChannel) throws -> [WebSocketOpcode] {
    var opcodes: [WebSocketOpcode] = []
    while let frame = try channel.readOutbound(as: WebSocketFrame.self) {
      opcodes.append(frame.opcode)
    }
    return opcodes
  }

  @Test("Who says nothing is pinged, and cut off when no answer comes")
  func silent() throws {
    let channel = try open()
    #expect(try opcodes(channel) == [.text])
    channel.embeddedEventLoop.advanceTime(by: .seconds(39))
    #expect(try opcodes(channel) == [])
    channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    #expect(try opcodes(channel) == [.ping])
    channel.embeddedEventLoop.advanceTime(by: .seconds(20))
    #expect(try opcodes(channel) == [.text, .connectionClose])
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    #expect(!channel.isActive)
  }

  @Test("Who answers pings stays, however little is said")
  func answers() throws {
    let channel = try open()
    for _ in 0..<100 {
      channel.embeddedEventLoop.advanceTime(by: .seconds(40))
      #expect(try opcodes(channel).contains(.ping))
      try channel.writeInbound(
        WebSocketFrame(fin: true, opcode: .pong, maskKey: [1, 2, 3, 4], data: ByteBuffer()))
    }
    #expect(channel.isActive)
    _ = try channel.finish()
  }

  @Test("A call that is over leaves nothing behind")
  func frees() throws {
    weak var handler: WebSocketHandler?
    let loop = SessionLoop()
    defer { loop.stop() }
    do {
      let channel = try open()
      let line = try channel.pipeline.syncOperations.handler(type: WebSocketHandler.self)
      handler = line
      let parts = CallParts(endpoint: line.endpoint) { event, _ in line.observe(event, texts: []) }
      let agent = Agent("desk", instructions: "")
      line.begin(RealTimeDriver(agent: agent, models: TestServer.models, on: loop, parts: parts))
      _ = try channel.finish()
    }
    #expect(handler == nil)
  }
}

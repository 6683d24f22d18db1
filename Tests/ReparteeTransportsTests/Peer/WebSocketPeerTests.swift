import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Testing

@testable import ReparteeTransports

@Suite(.timeLimit(.minutes(1))) struct WebSocketPeerTests {
  @Test("A first message that comes in one read with the server's answer is not lost")
  func together() async throws {
    let server = try await Self.server()
    let port = try #require(server.localAddress?.port)
    let script = PeerScript(clip: [1, 2, 3], speechEnd: 2, rate: 16_000, pause: 1)
    let call = PeerCall(host: "127.0.0.1", port: port, path: "/v1/audio", script: script)
    let report = try await WebSocketPeer(call: call)
      .run(for: .milliseconds(50), on: MultiThreadedEventLoopGroup.singleton.next())
    #expect(report.texts == ["ready"])
    #expect(report.received == 1 && report.setUp > 0)
    try await server.close()
  }

  /// Greets each client in one write with the answer to its upgrade, and closes when it says its end.
  private static func server() async throws -> any Channel {
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(Together())
          let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in
              channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(Greeter())
              }
            })
          let upgrade = NIOTypedHTTPServerUpgradeConfiguration(
            upgraders: [upgrader],
            notUpgradingCompletionHandler: { $0.eventLoop.makeSucceededVoidFuture() })
          _ = try pipeline.configureUpgradableHTTPServerPipeline(
            configuration: .init(upgradeConfiguration: upgrade))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
  }

  /// Holds back what is written until there is a frame, which begins with 0x81.
  private final class Together: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    private var hasFrame = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
      let bytes = unwrapOutboundIn(data)
      if bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) == 0x81 { hasFrame = true }
      // What waits for the answer to be written must not wait for the frame.
      context.write(data, promise: nil)
      promise?.succeed()
    }

    func flush(context: ChannelHandlerContext) {
      if hasFrame { context.flush() }
    }
  }

  private final class Greeter: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    func handlerAdded(context: ChannelHandlerContext) {
      let text = context.channel.allocator.buffer(string: "ready")
      let frame = WebSocketFrame(fin: true, opcode: .text, data: text)
      context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      if unwrapInboundIn(data).opcode == .text { context.close(promise: nil) }
    }
  }
}

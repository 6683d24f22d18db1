import NIOCore
import NIOHTTP1
import NIOPosix

/// One HTTP request of a load client, on a connection of its own.
public struct PeerRequest: Sendable {
  /// What came back.
  public struct Answer: Sendable {
    public var status = 0
    public var location: String?
    public var body = ""
  }

  private let host: String
  private let port: Int
  /// The most bytes that are read of an answer.
  private static let limit = 1 << 22

  public init(host: String, port: Int) { (self.host, self.port) = (host, port) }

  public func get(_ path: String) async throws -> Answer { try await send("GET", path) }

  /// - Parameter type: the body's media type.
  /// - Throws: what the connection throws, or `PeerError.lost` when no whole answer came.
  public func send(
    _ method: String, _ path: String, type: String? = nil, body: String = ""
  ) async throws -> Answer {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let promise = loop.makePromise(of: Answer.self)
    let channel: any Channel
    do {
      channel = try await ClientBootstrap(group: loop).connectTimeout(.seconds(10))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHTTPClientHandlers()
            try channel.pipeline.syncOperations.addHandler(AnswerHandler(promise, Self.limit))
          }
        }.connect(host: host, port: port).get()
    } catch {
      promise.fail(error)
      throw error
    }
    var head = HTTPRequestHead(version: .http1_1, method: .init(rawValue: method), uri: path)
    head.headers.add(name: "Host", value: "\(host):\(port)")
    head.headers.add(name: "Connection", value: "close")
    head.headers.add(name: "Content-Length", value: "\(body.utf8.count)")
    if let type { head.headers.add(name: "Content-Type", value: type) }
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(string: body))), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    return try await promise.futureResult.get()
  }
}

private final class AnswerHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  private var promise: EventLoopPromise<PeerRequest.Answer>?
  private let limit: Int
  private var answer = PeerRequest.Answer()

  init(_ promise: EventLoopPromise<PeerRequest.Answer>, _ limit: Int) {
    self.promise = promise
    self.limit = limit
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      answer.status = Int(head.status.code)
      answer.location = head.headers.first(name: "Location")
    case .body(let part):
      answer.body += String(buffer: part)
      if answer.body.utf8.count > limit { context.close(promise: nil) }
    case .end:
      promise?.succeed(answer)
      promise = nil
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    promise?.fail(PeerError.lost)
    promise = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

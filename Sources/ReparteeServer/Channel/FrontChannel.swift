internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import NIOWebSocket
internal import Repartee
internal import ReparteeTransports
internal import Synchronization

/// A connection: HTTP, or a call over a WebSocket when its first request asks for one.
///
/// A call that is refused stays HTTP, so that the route of the same path can say why.
struct FrontChannel: HTTPChannelHandler {
  enum Negotiated: Sendable {
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    case call(PreparedCall)
  }

  struct Value: ServerChildChannelValue {
    let channel: any Channel
    let negotiation: EventLoopFuture<Negotiated>
  }

  let responder: Responder
  let door: CallDoor
  let host: CallHost

  private var configuration: ServerConfiguration { door.configuration }

  init(responder: @escaping Responder, door: CallDoor, host: CallHost) {
    self.responder = responder
    self.door = door
    self.host = host
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      try SocketLimits.apply(to: channel, patience: configuration.times.stall)
      let promise = channel.eventLoop.makePromise(of: Negotiated.self)
      let codec = (encoder: HTTPResponseEncoder(), decoder: ByteToMessageHandler(decoder()))
      let negotiation = NegotiationHandler(
        path: CallDoor.audioPath, patience: TimeAmount(configuration.times.setUp),
        upgrader: upgrader(), codec: codec, promise: promise
      ) { .http(try stayHTTP($0, logger)) }
      do {
        try channel.pipeline.syncOperations.addHandlers(codec.encoder, codec.decoder, negotiation)
      } catch {
        promise.fail(error)
        throw error
      }
      return Value(channel: channel, negotiation: promise.futureResult)
    }
  }

  private func decoder() -> HTTPRequestDecoder {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = configuration.limits.headers
    limits.maxHeaderListSize = configuration.limits.headers
    limits.maxHeaderFieldCount = 128
    return HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits)
  }

  private func stayHTTP(
    _ channel: any Channel, _ logger: Logger
  ) throws -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: configuration.tls != nil))
    try pipeline.addHandler(ConnectionLimits(times: configuration.times))
    try pipeline.addHandler(
      HTTPConnectionStateHandler(idleTimeout: configuration.times.idle, logger: logger))
    return try NIOAsyncChannel(
      wrappingChannelSynchronously: channel,
      configuration: .init(isOutboundHalfClosureEnabled: true))
  }

  private func upgrader() -> NIOTypedWebSocketServerUpgrader<Negotiated> {
    let permit = Granted()
    return NIOTypedWebSocketServerUpgrader(
      maxFrameSize: configuration.limits.message, enableAutomaticErrorHandling: false
    ) { channel, head in
      channel.eventLoop.makeFutureWithTask {
        do throws(Refusal) { permit.put(try await door.admit(RequestFacts(head))) } catch {
          return nil
        }
        return HTTPHeaders()
      }
    } upgradePipelineHandler: { channel, _ in
      channel.eventLoop.makeCompletedFuture { try becomeCall(channel, permit.take()) }
    }
  }

  private func becomeCall(_ channel: any Channel, _ permit: AudioPermit?) throws -> Negotiated {
    guard let permit else { throw ChannelError.inappropriateOperationForState }
    let entry = host.book.begin(agent: permit.agent.name, transport: .websocket)
    let handler = WebSocketHandler(
      request: permit.request, entry: entry, speechRate: permit.models.speech.rate,
      limits: configuration.limits, times: configuration.times)
    try SocketLimits.applyForAudio(to: channel)
    try channel.pipeline.syncOperations.addHandler(handler)
    return .call(
      PreparedCall(
        entry: entry, agent: permit.agent, models: permit.models,
        line: NIOLoopBound(handler, eventLoop: channel.eventLoop), place: permit.place))
  }

  func handle(value: Value, logger: Logger) async {
    await withTaskCancellationHandler {
      do {
        switch try await value.negotiation.get() {
        case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
        case .call(let call):
          await host.carry(call)
          try await value.channel.closeFuture.get()
        }
      } catch {
        logger.debug("a connection ended before its first request: \(error)")
      }
    } onCancel: {
      value.channel.close(promise: nil)
    }
  }

  /// From the moment a call is granted until it begins.
  private final class Granted: Sendable {
    private let permit = Mutex<AudioPermit?>(nil)
    func put(_ permit: AudioPermit) { self.permit.withLock { $0 = permit } }

    func take() -> AudioPermit? {
      permit.withLock { permit in
        defer { permit = nil }
        return permit
      }
    }
  }
}

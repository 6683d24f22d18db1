internal import NIOCore
internal import NIOHTTP1
internal import NIOWebSocket

/// Finds out, from a connection's first request, whether it stays HTTP or becomes a call.
///
/// Until then it watches over the connection: nobody may take long, and what is no HTTP is answered and cut
/// off. What arrives before the answer is known waits here, and nothing of it is lost either way.
final class NegotiationHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  typealias Upgrader = NIOTypedWebSocketServerUpgrader<FrontChannel.Negotiated>
  typealias Codec = (
    encoder: HTTPResponseEncoder, decoder: ByteToMessageHandler<HTTPRequestDecoder>
  )

  private enum State {
    case waiting
    /// It is being decided whether the request is granted.
    case asking
    /// Granted; the request's end is still to come.
    case granted(HTTPRequestHead, HTTPHeaders)
    case changing
    case done
  }

  /// Parts that may wait for the decision; who sends more is cut off.
  private let maximumWaiting = 256

  private let path: String
  private let patience: TimeAmount
  private let upgrader: Upgrader
  private let codec: Codec
  private let stayHTTP: (any Channel) throws -> FrontChannel.Negotiated
  private let promise: EventLoopPromise<FrontChannel.Negotiated>
  private var state = State.waiting
  private var waiting: [NIOAny] = []
  private var hasEnded = false
  private var deadline: Scheduled<Void>?
  private var isBroken = false

  /// - Parameters:
  ///   - path: of the requests that may become something else.
  ///   - patience: for the first request.
  ///   - codec: removed when the connection is no longer HTTP.
  ///   - promise: completed with what the connection has become.
  ///   - stayHTTP: adds what handles HTTP.
  init(
    path: String, patience: TimeAmount, upgrader: Upgrader, codec: Codec,
    promise: EventLoopPromise<FrontChannel.Negotiated>,
    stayHTTP: @escaping (any Channel) throws -> FrontChannel.Negotiated
  ) {
    self.path = path
    self.patience = patience
    self.upgrader = upgrader
    self.codec = codec
    self.promise = promise
    self.stayHTTP = stayHTTP
  }

  func handlerAdded(context: ChannelHandlerContext) { close(context, in: patience) }

  func handlerRemoved(context: ChannelHandlerContext) {
    deadline?.cancel()
    if case .done = state { return }
    state = .done
    promise.fail(ChannelError.eof)
  }

  private func close(_ context: ChannelHandlerContext, in time: TimeAmount) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }

  // MARK: What comes in

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .done = state { return context.fireChannelRead(data) }
    waiting.append(data)
    guard waiting.count <= maximumWaiting else { return context.close(promise: nil) }
    switch state {
    case .waiting:
      guard case .head(let head) = unwrapInboundIn(data) else { return context.close(promise: nil) }
      state = .asking
      if wantsCall(head) { ask(head, context) } else { stay(context) }
    case .asking: note(unwrapInboundIn(data))
    case .granted(let head, let headers):
      note(unwrapInboundIn(data))
      if hasEnded { change(head, headers, context) }
    case .changing, .done: break
    }
  }

  private func note(_ part: HTTPServerRequestPart) {
    if case .end = part { hasEnded = true }
  }

  private func wantsCall(_ head: HTTPRequestHead) -> Bool {
    let asked = head.headers[canonicalForm: "upgrade"].map { $0.lowercased() }
    return asked.contains(upgrader.supportedProtocol) && head.method == .GET
      && RequestFacts.split(head.uri).path == path
      && (head.headers.first(name: "content-length") ?? "0") == "0"
      && !head.headers.contains(name: "transfer-encoding")
  }

  // MARK: Deciding

  private func ask(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let headers: HTTPHeaders = ["connection": "upgrade", "upgrade": upgrader.supportedProtocol]
    upgrader.buildUpgradeResponse(
      channel: context.channel, upgradeRequest: head, initialResponseHeaders: headers
    ).assumeIsolated().whenComplete { [self] result in
      guard case .asking = state else { return }
      guard case .success(let headers) = result else { return stay(context) }
      state = .granted(head, headers)
      if hasEnded { change(head, headers, context) }
    }
  }

  private func stay(_ context: ChannelHandlerContext) {
    do {
      finish(context, as: try stayHTTP(context.channel), dropping: 0)
    } catch {
      context.close(promise: nil)
    }
  }

  /// The decoder goes first, so that what follows the request is left as it is; the encoder goes when it
  /// has written the answer.
  private func change(
    _ head: HTTPRequestHead, _ headers: HTTPHeaders, _ context: ChannelHandlerContext
  ) {
    state = .changing
    // The request itself is dealt with.
    let request = waiting.count
    let channel = context.channel
    let pipeline = context.pipeline.syncOperations
    let answer = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
    pipeline.removeHandler(codec.decoder).assumeIsolated().flatMap { [self] in
      context.writeAndFlush(wrapOutboundOut(.head(answer)))
    }.flatMap { [self] in
      pipeline.removeHandler(codec.encoder)
    }.flatMap { [self] in
      upgrader.upgrade(channel: channel, upgradeRequest: head)
    }.whenComplete { [self] result in
      guard case .changing = state else { return }
      switch result {
      case .success(let call): finish(context, as: call, dropping: request)
      case .failure: channel.close(promise: nil)
      }
    }
  }

  private func finish(
    _ context: ChannelHandlerContext, as result: FrontChannel.Negotiated, dropping count: Int
  ) {
    deadline?.cancel()
    state = .done
    promise.succeed(result)
    let waiting = waiting.dropFirst(count)
    self.waiting = []
    for data in waiting { context.fireChannelRead(data) }
    context.fireChannelReadComplete()
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }

  // MARK: What goes wrong

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .done = state { return context.fireUserInboundEventTriggered(event) }
    // The server ends and nothing was asked yet, or the client has left.
    if event is ChannelShouldQuiesceEvent || event as? ChannelEvent == .inputClosed {
      if !isBroken { context.close(promise: nil) }
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if case .done = state { return context.fireErrorCaught(error) }
    guard let error = error as? HTTPParserError, case .waiting = state else {
      return context.close(promise: nil)
    }
    guard !isBroken else { return }
    isBroken = true
    let isTooLong = error == .headerOverflow
    let answer = HTTPResponseHead(
      version: .http1_1, status: isTooLong ? .requestHeaderFieldsTooLarge : .badRequest,
      headers: ["connection": "close", "content-length": "0"])
    context.write(wrapOutboundOut(.head(answer)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    // Cut off at once, a client that is still sending would lose the answer.
    context.close(mode: .output, promise: nil)
    close(context, in: .seconds(1))
  }
}

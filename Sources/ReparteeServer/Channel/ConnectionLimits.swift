internal import NIOCore
internal import NIOHTTPTypes

/// Bounds how long a client may take to send a request's body, and to take what is sent to it.
final class ConnectionLimits: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  private let times: ServerConfiguration.Times
  private var body: Scheduled<Void>?
  private var stall: Scheduled<Void>?

  init(times: ServerConfiguration.Times) { self.times = times }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      body?.cancel()
      body = closing(context, in: times.body)
    case .body: break
    case .end: body?.cancel()
    }
    context.fireChannelRead(data)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stall?.cancel()
    if !context.channel.isWritable { stall = closing(context, in: times.stall) }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { cancel() }

  private func cancel() {
    body?.cancel()
    stall?.cancel()
  }

  private func closing(_ context: ChannelHandlerContext, in time: Duration) -> Scheduled<Void> {
    let channel = context.channel
    return context.eventLoop.scheduleTask(in: TimeAmount(time)) { channel.close(promise: nil) }
  }
}

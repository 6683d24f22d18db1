internal import NIOCore
internal import NIOWebSocket
internal import Repartee
internal import ReparteeCore
internal import ReparteeTransports

/// One call over one WebSocket: the socket's side of a `WebSocketEndpoint`.
///
/// The call runs on the connection's event loop, so all of this is plain calls on one thread.
final class WebSocketHandler: ChannelInboundHandler, CallLine {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// Texts that may wait for a client that takes nothing, in bytes; audio is bounded elsewhere.
  private static let mostUnsent = 262_144
  /// Texts that came too often after which the client is taken for broken.
  private static let mistakes = 32

  private let request: AudioRequest
  private let speechRate: SampleRate
  private let ready: String
  private let times: ServerConfiguration.Times
  private var machine: WebSocketMachine
  private var context: ChannelHandlerContext?
  private var commands = CommandBox()
  private var pinging: RepeatedTask?
  private var closing: Scheduled<Void>?
  /// Ping times without a word from the client.
  private var silence = 0
  /// Bytes of texts that were written while the client took nothing.
  private var unsent = 0
  private var typing = TextBudget()
  private var refused = 0
  private var isClosing = false

  lazy var socket = WebSocketEndpoint(
    rate: request.rate, outRate: request.outRate, speechRate: speechRate,
    encoding: request.encoding
  ) { [weak self] in self?.send($0) }

  /// - Parameter speechRate: of the agent's audio.
  init(
    request: AudioRequest, entry: CallEntry, speechRate: SampleRate,
    limits: ServerConfiguration.Limits, times: ServerConfiguration.Times
  ) {
    self.request = request
    self.speechRate = speechRate
    self.times = times
    machine = WebSocketMachine(maximumBinary: limits.message)
    ready = CallMessages.ready(
      session: entry.id, agent: entry.agent, rate: request.rate, outRate: request.outRate,
      encoding: request.encoding)
  }

  // MARK: The call's side

  var endpoint: any AudioEndpoint { socket }
  private(set) var closure: CallClosure?

  func whenUp(_ tell: @escaping @Sendable (Bool) -> Void) { tell(true) }

  func begin(_ driver: RealTimeDriver) {
    // The caller may have gone while the call was being set up.
    commands.open(driver)
    if isClosing { commands.send(.hangUp) }
  }

  func observe(_ event: SessionEvent, texts: [String]) { socket.observe(event, texts: texts) }
  func finish(_ end: SessionEnd) { socket.finish(end) }
  func finish(_ closure: CallClosure) { socket.finish(closure) }

  private func send(_ message: WebSocketOut) {
    guard let context, !isClosing else { return }
    switch message {
    case .text(let text):
      let wasWithin = unsent <= Self.mostUnsent
      if !context.channel.isWritable { unsent += text.utf8.count }
      // Once: what says so is a text, too.
      if wasWithin, unsent > Self.mostUnsent { return finish(.tooSlow) }
      write(.text, context.channel.allocator.buffer(string: text))
    case .audio(let bytes): write(.binary, context.channel.allocator.buffer(bytes: bytes))
    case .close(let closure): close(closure)
    }
  }

  private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer) {
    guard let context else { return }
    context.writeAndFlush(
      wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data)), promise: nil)
  }

  // MARK: Closing

  /// Says why and waits for the other side to close, for a bounded time.
  private func close(_ closure: CallClosure) {
    if !isClosing, closure != .ended { self.closure = closure }
    close(code: closure.code, reason: closure.reason)
    if closure != .ended { commands.send(.hangUp) }
  }

  private func close(code: UInt16?, reason: String = "") {
    guard let context, !isClosing else { return }
    isClosing = true
    var data = context.channel.allocator.buffer(capacity: 2 + reason.utf8.count)
    if let code { data.writeInteger(code) }
    data.writeString(reason)
    write(.connectionClose, data)
    pinging?.cancel()
    let channel = context.channel
    closing = context.eventLoop.scheduleTask(in: TimeAmount(times.close)) {
      channel.close(promise: nil)
    }
  }

  private func gone() {
    pinging?.cancel()
    closing?.cancel()
    context = nil
    socket.close()
    commands.send(.hangUp)
    commands.close()
  }

  // MARK: The socket's side

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    socket.send(text: ready)
    let pace = TimeAmount(times.ping)
    let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
    pinging = context.eventLoop.scheduleRepeatedTask(initialDelay: pace, delay: pace) { _ in
      handler.value.ping()
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { gone() }

  func channelInactive(context: ChannelHandlerContext) {
    gone()
    context.fireChannelInactive()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { unsent = 0 }
    socket.setWritable(context.channel.isWritable)
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // Half a connection is no call.
    if event as? ChannelEvent == .inputClosed { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? NIOWebSocketError else { return context.close(promise: nil) }
    if case .invalidFrameLength = error { finish(.tooBig) } else { finish(.protocolError) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    silence = 0
    let event = machine.handle(unwrapInboundIn(data))
    if isClosing { return answerClose(event, context) }
    switch event {
    case .nothing: break
    case .text(let bytes): receive(socket.receive(text: bytes))
    case .binary(let bytes):
      bytes.withUnsafeReadableBytes { raw in
        socket.receive(binary: raw.bindMemory(to: UInt8.self).span)
      }
    // Whoever takes nothing gets no answers either.
    case .ping(let data): if context.channel.isWritable { write(.pong, data) }
    case .broken(let closure): finish(closure)
    case .close(let code):
      close(code: code)
      context.close(promise: nil)
    }
  }

  private func answerClose(_ event: WebSocketMachine.Event, _ context: ChannelHandlerContext) {
    if case .close = event { context.close(promise: nil) }
  }

  private func receive(_ message: ClientMessage?) {
    switch message {
    case .text(let text):
      if typing.allows(at: .now()) { commands.send(.text(text)) } else { refuse() }
    case .interrupt: commands.send(.interrupt)
    default: break
    }
  }

  private func refuse() {
    refused += 1
    socket.send(text: TextBudget.refusal)
    if refused == Self.mistakes { finish(.tooManyErrors) }
  }

  private func ping() {
    guard let context, !isClosing else { return }
    silence += 1
    if silence > 2 { return finish(.idle) }
    if silence > 1, context.channel.isWritable {
      write(.ping, context.channel.allocator.buffer(capacity: 0))
    }
  }
}

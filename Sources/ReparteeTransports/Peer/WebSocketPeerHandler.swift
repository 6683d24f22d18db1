import NIOCore
import NIOWebSocket
import ReparteeAudio

/// The client's side of one connection, on its event loop.
final class WebSocketPeerHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let script: PeerScript
  private let leaving: PeerCall.Leaving
  private let start: NIODeadline
  private let duration: TimeAmount
  private let promise: EventLoopPromise<LoadReport>
  private var report = LoadReport()
  private var watch = AnswerWatch()
  private var block = 0
  private var timer: RepeatedTask?
  /// It is this side that closed the connection.
  private var hasLeft = false
  private var talkStart = NIODeadline.now()

  init(
    _ script: PeerScript, _ leaving: PeerCall.Leaving, _ start: NIODeadline,
    _ duration: TimeAmount, _ promise: EventLoopPromise<LoadReport>
  ) {
    self.leaving = leaving
    (self.script, self.start, self.duration, self.promise) = (script, start, duration, promise)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    // A server may be gone before the client has begun: nothing tells of it after this.
    guard context.channel.isActive else { return promise.fail(PeerError.lost) }
    talkStart = .now()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(
      initialDelay: .milliseconds(20), delay: .milliseconds(20)
    ) { _ in
      let (handler, context) = bound.value
      handler.talk(context)
    }
  }

  /// Sends what is due by now; a late timer catches up.
  private func talk(_ context: ChannelHandlerContext) {
    let now = NIODeadline.now() - talkStart
    if now > duration { return sayEnd(context) }
    while Int64(block) * 20 < now.nanoseconds / 1_000_000 {
      send(.binary, script.encoded(block), context)
      if script.endsSpeech(in: block) { watch.said(at: seconds, in: &report) }
      if let text = script.text(with: block) {
        var message = JSONText(type: "text")
        message.add("text", text)
        send(.text, context.channel.allocator.buffer(string: message.closed), context)
      }
      block += 1
      report.sent += 1
    }
    context.flush()
  }

  private func sayEnd(_ context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    guard leaving == .end else {
      hasLeft = true
      return context.close(promise: nil)
    }
    send(.text, context.channel.allocator.buffer(string: #"{"type":"end"}"#), context)
    context.flush()
  }

  private func send(_ code: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
    let frame = WebSocketFrame(fin: true, opcode: code, maskKey: .random(), data: data)
    context.write(wrapOutboundOut(frame), promise: nil)
  }

  /// On the clock that all clients share.
  private var seconds: Double { Double(NIODeadline.now().uptimeNanoseconds) / 1e9 }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    if report.received == 0 {
      report.setUp = Double((NIODeadline.now() - start).nanoseconds) / 1e9
    }
    report.received += 1
    var bytes = frame.unmaskedData
    switch frame.opcode {
    case .binary:
      if watch.isWaiting, hasSound(&bytes) { watch.heardSound(at: seconds, in: &report) }
    case .text:
      if report.texts.count < 1_000 { report.texts.append(String(buffer: bytes)) }
    case .ping:
      send(.pong, bytes, context)
      context.flush()
    case .connectionClose:
      report.closeCode = bytes.readInteger(as: UInt16.self)
      var code = context.channel.allocator.buffer(capacity: 2)
      code.writeInteger(report.closeCode ?? 1000)
      send(.connectionClose, code, context)
      context.flush()
      context.close(promise: nil)
    default: break
    }
  }

  private func hasSound(_ bytes: inout ByteBuffer) -> Bool {
    if script.encoding == .mulaw {
      return bytes.readableBytesView.contains {
        G711.muLaw.decode($0).magnitude > AnswerWatch.silence.magnitude
      }
    }
    while let sample = bytes.readInteger(endianness: .little, as: Int16.self) {
      if sample.magnitude > AnswerWatch.silence.magnitude { return true }
    }
    return false
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    let isLost = report.received == 0 && !hasLeft
    if isLost { promise.fail(PeerError.lost) } else { promise.succeed(report) }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

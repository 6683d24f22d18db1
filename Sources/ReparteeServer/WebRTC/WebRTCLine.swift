internal import NIOCore
internal import Repartee
internal import ReparteeCore
internal import ReparteeTransports

/// One call over one WebRTC connection: audio as media, texts over the data channel.
///
/// Lives on the connection's event loop.
final class WebRTCLine: CallLine, AudioEndpoint {
  /// Texts that could not be understood after which the client is taken for broken.
  private static let mistakes = 32
  /// After a goodbye: what a client holds back against jitter has sounded by then.
  private static let afterword = MediaTime.milliseconds(150)

  private let connection: WebRTCConnection
  private let loop: any EventLoop
  private var typing = TextBudget()
  private var commands = CommandBox()
  /// Those who wait to be told whether the client can hear.
  private var waiting: [@Sendable (Bool) -> Void] = []
  private var misunderstood = 0
  /// The client has no more to say.
  private var hasEnded = false
  private var isFinished = false

  /// - Parameter ended: told once that the connection is over.
  init(
    _ connection: WebRTCConnection, on loop: any EventLoop, for call: WebRTCCall,
    ended: @escaping () -> Void
  ) {
    self.connection = connection
    self.loop = loop
    connection.onText = { [weak self] in self?.receive($0) }
    connection.onConnected = { [weak self] in self?.tell(true) }
    connection.onEnd = { [weak self] _ in
      self?.gone()
      ended()
    }
    connection.send(
      text: CallMessages.ready(
        session: call.id, agent: call.agent, rate: .hz16000, outRate: call.speechRate))
  }

  // MARK: The call's side

  var endpoint: any AudioEndpoint { self }
  private(set) var closure: CallClosure?

  func whenUp(_ tell: @escaping @Sendable (Bool) -> Void) {
    if connection.isConnected || connection.endReason != nil {
      return tell(connection.isConnected)
    }
    waiting.append(tell)
  }

  private func tell(_ isUp: Bool) {
    for tell in waiting { tell(isUp) }
    waiting = []
  }

  func begin(_ driver: RealTimeDriver) {
    if connection.endReason != nil { commands.close() }
    commands.open(driver)
  }

  func observe(_ event: SessionEvent, texts: [String]) {
    if event == .clear { connection.clear() }
    for text in texts { connection.send(text: text) }
  }

  func finish(_ end: SessionEnd) {
    let isSpoken = end == .closing || end == .callerSilent
    let wait = isSpoken ? connection.unplayed + Self.afterword : .zero
    finish(CallMessages.name(of: end), after: .nanoseconds(wait.nanoseconds))
  }

  func finish(_ closure: CallClosure) {
    if !isFinished { self.closure = closure }
    finish(closure.rawValue, after: .zero)
  }

  private func finish(_ reason: String, after wait: TimeAmount) {
    guard !isFinished else { return }
    isFinished = true
    connection.send(text: CallMessages.end(reason: reason))
    guard wait > .zero else { return connection.close() }
    let line = NIOLoopBound(self, eventLoop: loop)
    loop.scheduleTask(in: wait) { line.value.connection.close() }
  }

  // MARK: Audio

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    connection.nextCallerBlock(into: &block) && !hasEnded
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    connection.exchange(caller: caller, agent: agent, start: start)
  }

  var unplayed: MediaTime { connection.unplayed }

  // MARK: The connection's side

  private func gone() {
    tell(false)
    commands.send(.hangUp)
    commands.close()
  }

  private func receive(_ text: [UInt8]) {
    do throws(ClientMessageError) {
      switch try ClientMessage(json: text) {
      case .text(let words):
        guard typing.allows(at: .now()) else { return refuse(TextBudget.refusal) }
        commands.send(.text(words))
      case .interrupt: commands.send(.interrupt)
      case .end: hasEnded = true
      case .played, .unknown: break
      }
    } catch {
      refuse(CallMessages.error(code: "bad_message", message: error.message))
    }
  }

  private func refuse(_ text: String) {
    misunderstood += 1
    connection.send(text: text)
    if misunderstood == Self.mistakes { finish(.tooManyErrors) }
  }
}

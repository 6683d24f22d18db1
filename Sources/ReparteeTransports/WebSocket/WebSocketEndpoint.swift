public import Repartee
public import ReparteeCore

/// A caller behind a WebSocket, without the socket: binary messages in, messages out.
///
/// Whoever owns the socket hands it what comes in and sends what it asks for. All of it happens on the session's
/// executor. docs/websocket.md describes the protocol and what happens to early, late and superfluous audio.
public final class WebSocketEndpoint: AudioEndpoint {
  /// The lead that audio may have over the time it is spoken in, in messages: 200 ms.
  static let lead = 10
  /// How long a client may refuse to take anything, in blocks: ten seconds.
  static let patience = 500
  /// Messages that could not be understood after which the client is taken for broken.
  static let mistakes = 32

  private let send: (WebSocketOut) -> Void
  private var caller: CallerQueue
  private var voice: AgentQueue
  private var playout = PlayoutEstimate()
  private var messages = CallMessages()
  /// The newest message of audio, made in the same place again and again.
  private var bytes: [UInt8]
  /// Messages that may be sent at once.
  private var credit = lead
  private var isWritable = true
  private var blocksRefused = 0
  private var misunderstood = 0
  /// No more audio comes from the caller.
  private var hasEnded = false
  /// Samples at 16 kHz of the caller that wait to be heard.
  var waiting: Int { caller.count }
  /// Nothing can be sent any more.
  private(set) var isClosed = false

  /// - Parameters:
  ///   - rate: of the audio that the client sends.
  ///   - outRate: of the audio that it gets.
  ///   - speechRate: of the agent's audio, the synthesiser's.
  ///   - encoding: of the audio in both directions.
  ///   - send: sends to the client, in order, without blocking. It may call back only `setWritable`.
  public init(
    rate: SampleRate, outRate: SampleRate, speechRate: SampleRate,
    encoding: AudioEncoding = .pcm16, send: @escaping (WebSocketOut) -> Void
  ) {
    self.send = send
    caller = CallerQueue(rate: rate, encoding: encoding)
    voice = AgentQueue(from: speechRate, to: outRate, encoding: encoding)
    bytes = [UInt8](repeating: 0, count: voice.messageSize)
  }

  // MARK: What the session calls

  public func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    caller.take(into: &block)
    return !isClosed && !(hasEnded && caller.count == 0)
  }

  public func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    guard !isClosed else { return }
    credit = min(credit + 1, Self.lead)
    blocksRefused = isWritable ? 0 : blocksRefused + 1
    guard voice.append(agent), blocksRefused < Self.patience else { return finish(.tooSlow) }
    if voice.silence > AgentQueue.pause, voice.waiting == .zero { playout.settle() }
    sendAudio(upTo: credit)
  }

  /// The agent's audio that was taken from the session and has not sounded: what waits here, and what the
  /// client is taken to hold.
  public var unplayed: MediaTime {
    let waiting = voice.waiting
    let silence = waiting > .zero ? .zero : MediaTime.milliseconds(Int64(20 * voice.silence))
    return waiting + playout.unplayed(after: silence)
  }

  /// Tells the client of an event of the session. At a `clear` the audio that was not sent is dropped.
  public func observe(_ event: SessionEvent, at now: MediaTime) {
    observe(event, texts: messages.messages(for: event, at: now))
  }

  /// The same, with the texts that somebody has made of it already. Use one of the two for a whole call.
  public func observe(_ event: SessionEvent, texts: [String]) {
    if event == .clear {
      voice.clear()
      playout.settle()
    }
    for text in texts { send(text: text) }
  }

  // MARK: What the owner of the socket calls

  /// Takes a binary message, or a part of one: any number of bytes, odd ones too.
  public func receive(binary: Span<UInt8>) {
    guard !isClosed, !hasEnded else { return }
    if !caller.append(binary) { finish(.tooFast) }
  }

  /// Takes a text message: understands it, answers it where it is wrong, and does what concerns audio.
  /// - Returns: what is for the session to do: `.text` or `.interrupt`. Otherwise nil.
  public func receive(text: some Collection<UInt8>) -> ClientMessage? {
    guard !isClosed else { return nil }
    do throws(ClientMessageError) {
      return receive(try ClientMessage(json: text))
    } catch {
      misunderstood += 1
      send(text: CallMessages.error(code: "bad_message", message: error.message))
      if let closure = error.closure { finish(closure) }
      if misunderstood == Self.mistakes { finish(.tooManyErrors) }
      return nil
    }
  }

  /// Takes a message that was understood already.
  /// - Returns: what is for the session to do: `.text` or `.interrupt`. Otherwise nil.
  @discardableResult
  public func receive(_ message: ClientMessage) -> ClientMessage? {
    switch message {
    case .text, .interrupt: return message
    case .played(let time): playout.acknowledge(.milliseconds(Int64(time)))
    case .end: hasEnded = true
    case .unknown: break
    }
    return nil
  }

  /// Whether the socket takes more. While it does not, up to two seconds of audio wait here.
  public func setWritable(_ isWritable: Bool) {
    self.isWritable = isWritable
    if isWritable, !isClosed { sendAudio(upTo: credit) }
  }

  /// The call is over: sends what waits, says so and closes the connection. Nothing follows.
  public func finish(_ end: SessionEnd) {
    if !isClosed { sendAudio(upTo: .max, evenIfStuck: true) }
    finish(.ended, reason: CallMessages.name(of: end))
  }

  /// Says why and closes the connection; nothing follows. What waits to be sent is dropped.
  public func finish(_ closure: CallClosure) { finish(closure, reason: closure.rawValue) }

  private func finish(_ closure: CallClosure, reason: String) {
    send(text: CallMessages.end(reason: reason))
    guard !isClosed else { return }
    close()
    send(.close(closure))
  }

  /// The socket is gone, and with it the caller.
  public func close() {
    isClosed = true
    caller.removeAll()
    voice.clear()
  }

  /// Sends a text message of the owner's, in order with the endpoint's.
  public func send(text: String) {
    if !isClosed { send(.text(text)) }
  }

  private func sendAudio(upTo most: Int, evenIfStuck: Bool = false) {
    var left = most
    while left > 0, isWritable || evenIfStuck, takeMessage() {
      left -= 1
      credit = max(0, credit - 1)
      playout.add()
      send(.audio(bytes))
    }
  }

  private func takeMessage() -> Bool {
    var span = bytes.mutableSpan
    return voice.take(into: &span)
  }
}

internal import NIOCore
public import Repartee
public import ReparteeCore
internal import ReparteeRTC

/// One caller behind WebRTC: ICE lite, DTLS, SRTP, Opus and a data channel, as an endpoint of a call.
///
/// Lives on the event loop that it was accepted for; everything is to be called there. It is made by
/// `WebRTCPort.accept`, and ends by itself when the client goes.
public final class WebRTCConnection: AudioEndpoint {
  /// A client that has not ended its handshake by then will not.
  public static let setUpTime = MediaTime.seconds(10)
  /// Between looks at the clock, during set-up and after.
  private static let eager = TimeAmount.milliseconds(50)
  private static let calm = TimeAmount.milliseconds(100)

  let port: WebRTCPort
  let loop: any EventLoop
  var clock = CallClock()
  private let channel: SecureChannel
  private let events: EventChannel?
  let media: MediaSession
  var ice: IceLiteMachine
  private var route: PacketRoute?
  /// Where to, as the socket wants it; before a pair is nominated where the client was heard last.
  private var target: SocketAddress?
  private var timer: Scheduled<Void>?
  private var marks = WebRTCStatistics()
  let session = UInt64.random(in: 0...UInt64.max)
  var version: UInt64 = 0
  let name = "repartee"
  var lastAnswer = ""

  /// Why it is over; nil while it is not.
  public private(set) var endReason: WebRTCEnd?
  /// Told once, when it is over.
  public var onEnd: (WebRTCEnd) -> Void = { _ in }
  /// A text of the client came over the data channel, as bytes that nobody has checked.
  public var onText: ([UInt8]) -> Void = { _ in }
  /// Media and texts flow.
  public private(set) var isConnected = false
  /// Told once, when they begin to; never if it is over before.
  public var onConnected: () -> Void = {}

  init(
    offer: SessionOffer, speechRate: SampleRate, port: WebRTCPort, loop: any EventLoop
  ) throws(WebRTCError) {
    self.port = port
    self.loop = loop
    var generator = SystemRandomNumberGenerator()
    ice = IceLiteMachine(
      local: IceCredentials(using: &generator), remote: offer.credentials, at: .zero,
      hmac: Hmac.sha1)
    events = offer.dataChannel.map { EventChannel(role: .dtlsServer, remotePort: $0.port) }
    channel = try SecureChannel(
      identity: port.identity, role: .server, expected: offer.fingerprint, events: events)
    media = try MediaSession(
      source: .random(in: 1...UInt32.max), name: name, payloadType: offer.audio.opus,
      rate: speechRate, start: CallClock.wall)
  }

  var fragment: String { ice.local.fragment }

  /// Begins to wait for the client, whose datagrams come by `route`.
  func begin(_ route: PacketRoute) {
    self.route = route
    channel.transmit = { [weak self] in self?.transmit($0) }
    media.transmit = { [weak self] in self?.transmit(ByteBuffer(bytes: $0)) }
    events?.onText = { [weak self] in self?.onText($0) }
    schedule()
  }

  // MARK: What the session calls

  public func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    media.next(into: &block, at: clock.now)
    return endReason == nil
  }

  public func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    if endReason == nil { media.send(agent, at: clock.now) }
  }

  /// The agent's audio that is on its way to the caller's ear. A client drops it when it is told to `clear`.
  public var unplayed: MediaTime {
    events?.isOpen == true ? media.underWay(at: clock.now) : .zero
  }

  /// Sends a text to the client over the data channel; it waits until there is one.
  public func send(text: String) {
    if endReason == nil { channel.send(text, at: clock.now) }
  }

  /// Drops what has not been sent of the agent's audio: to be called at a `clear`.
  public func clear() { media.clear() }

  /// Says goodbye and ends.
  public func close() { end(.closed) }

  /// What is known of the connection's quality.
  public var statistics: WebRTCStatistics {
    var summary = media.summary(at: clock.now)
    summary.firstCheck = marks.firstCheck
    summary.handshake = marks.handshake
    summary.firstMedia = marks.firstMedia
    summary.datagrams = marks.datagrams
    summary.checks = marks.checks
    return summary
  }
}

extension WebRTCConnection {
  // MARK: What the port calls

  func receive(_ datagram: ByteBuffer, from address: RemoteAddress) {
    guard endReason == nil,
      let first = datagram.getInteger(at: datagram.readerIndex, as: UInt8.self)
    else { return }
    let now = clock.now
    marks.datagrams &+= 1
    switch first {
    case 0...3: check(datagram, from: address, at: now)
    case 20...63:
      guard ice.knows(address) else { return }
      if ice.selected == nil { target = address.socketAddress }
      note(datagram.withUnsafeReadableBytes { channel.receive($0, at: now) }, at: now)
    case 128...191:
      guard ice.knows(address) else { return }
      datagram.withUnsafeReadableBytes { media.receive($0, at: now) }
      if marks.firstMedia == nil, media.statistics.packetsIn > 0 { marks.firstMedia = now }
      if media.hasPeerEnded { end(.peerClosed) }
    default: break
    }
  }

  private func check(_ datagram: ByteBuffer, from address: RemoteAddress, at now: MediaTime) {
    marks.checks &+= 1
    let wasKnown = ice.knows(address)
    for action in ice.handle(Array(datagram.readableBytesView), from: address, at: now) {
      switch action {
      case .send(let bytes, let address):
        // The address is known before its owner can know that it is.
        let isNew = !wasKnown && ice.knows(address)
        send(ByteBuffer(bytes: bytes), to: address.socketAddress, learning: isNew ? address : nil)
      case .select(let address):
        target = address.socketAddress
        if marks.firstCheck == nil { marks.firstCheck = now }
      case .forget(let address): forget(address)
      case .expired: end(.consentExpired)
      }
    }
  }

  private func note(_ event: SecureChannel.Event?, at now: MediaTime) {
    switch event {
    case nil: break
    case .over(let reason): end(reason)
    case .established(let keys):
      marks.handshake = now
      do { try media.open(keys) } catch { return end(.handshakeFailed) }
      isConnected = true
      let tell = onConnected
      onConnected = {}
      tell()
    }
  }

  private func tick() {
    let now = clock.now
    note(channel.tick(at: now), at: now)
    media.tick(at: now)
    if ice.tick(at: now).contains(.expired) { end(.consentExpired) }
    if !isConnected, now > Self.setUpTime { end(.setUpTimeout) }
    schedule()
  }

  private func schedule() {
    guard endReason == nil else { return }
    let bound = NIOLoopBound(Weak(self), eventLoop: loop)
    timer = loop.scheduleTask(in: isConnected ? Self.calm : Self.eager) {
      bound.value.connection?.tick()
    }
  }

  /// Ends, once: tells the client, as far as it can be told, and the port.
  func end(_ reason: WebRTCEnd) {
    guard endReason == nil else { return }
    let now = clock.now
    media.close(at: now)
    channel.close(at: now)
    endReason = reason
    isConnected = false
    timer?.cancel()
    if let route {
      let mux = port.mux
      mux.eventLoop.execute { mux.value.update { $0.remove(route) } }
    }
    route = nil
    onEnd(reason)
    onEnd = { _ in }
    onText = { _ in }
    onConnected = {}
  }

  // MARK: Sending

  private func transmit(_ datagram: [UInt8]) { transmit(ByteBuffer(bytes: datagram)) }
  private func transmit(_ datagram: ByteBuffer) { send(datagram, to: target, learning: nil) }

  private func send(
    _ datagram: ByteBuffer, to target: SocketAddress?, learning address: RemoteAddress?
  ) {
    guard let target else { return }
    let mux = port.mux
    let route = route
    if mux.eventLoop.inEventLoop {
      if let address, let route { mux.value.update { $0.learn(address, of: route) } }
      return mux.value.send(datagram, to: target)
    }
    mux.eventLoop.execute {
      if let address, let route { mux.value.update { $0.learn(address, of: route) } }
      mux.value.send(datagram, to: target)
    }
  }

  /// Tells the port of a new fragment of ours.
  func announce() {
    guard let route else { return }
    let (mux, fragment) = (port.mux, fragment)
    mux.eventLoop.execute { _ = mux.value.update { $0.restart(route, fragment: fragment) } }
  }

  private func forget(_ address: RemoteAddress) {
    guard let route else { return }
    let mux = port.mux
    mux.eventLoop.execute { mux.value.update { $0.forget(address, of: route) } }
  }

  /// So that a timer keeps nobody alive.
  private final class Weak {
    weak var connection: WebRTCConnection?
    init(_ connection: WebRTCConnection) { self.connection = connection }
  }
}

public import NIOCore
internal import NIOPosix
public import ReparteeCore
internal import ReparteeRTC

/// The client's side of a WebRTC call, with a socket of its own: for load and tests.
///
/// It offers, checks, begins the DTLS handshake, speaks and hears. Lives on the loop that it was opened on; all is to be
/// called there.
public final class WebRTCPeer {
  private static let beat = TimeAmount.milliseconds(20)

  private let loop: any EventLoop
  private var socket: any Channel
  private let clock = CallClock()
  private let identity: DtlsIdentity
  private var credentials: IceCredentials
  private let source = UInt32.random(in: 1...UInt32.max)
  private let rate: SampleRate
  private let events: EventChannel?
  private var ice: IceClient?
  private var secure: SecureChannel?
  private var media: MediaSession?
  private var target: SocketAddress?
  private var timer: RepeatedTask?
  /// When the answer was taken, and when media could flow.
  private var answered: MediaTime?
  private var connected: MediaTime?

  /// A text came over the data channel.
  public var onText: ([UInt8]) -> Void = { _ in }
  /// Told once when media can flow.
  public var onConnected: () -> Void = {}
  /// Why it is over; nil while it is not.
  public private(set) var endReason: WebRTCEnd?
  public var onEnd: (WebRTCEnd) -> Void = { _ in }
  /// Lets a test lose, hold or change what comes and goes; false drops the datagram.
  var filter: (_ isComing: Bool, _ datagram: ByteBuffer) -> Bool = { _, _ in true }

  private init(
    _ socket: any Channel, identity: DtlsIdentity, rate: SampleRate, hasEvents: Bool
  ) {
    self.socket = socket
    loop = socket.eventLoop
    self.identity = identity
    self.rate = rate
    var generator = SystemRandomNumberGenerator()
    credentials = IceCredentials(using: &generator)
    events = hasEvents ? EventChannel(role: .dtlsClient, remotePort: 5_000) : nil
  }

  /// Opens a socket for one call.
  /// - Parameters:
  ///   - rate: of what `say` takes.
  ///   - host: the address to send from.
  public static func open(
    on loop: any EventLoop, rate: SampleRate, host: String = "127.0.0.1", hasEvents: Bool = true
  ) async throws -> NIOLoopBound<WebRTCPeer> {
    let identity = try DtlsIdentity()
    let channel = try await bind(on: loop, host: host)
    return try await loop.submit {
      let peer = WebRTCPeer(channel, identity: identity, rate: rate, hasEvents: hasEvents)
      try channel.pipeline.syncOperations.addHandler(PeerHandler(peer))
      return NIOLoopBound(peer, eventLoop: loop)
    }.get()
  }

  private static func bind(on loop: any EventLoop, host: String) async throws -> any Channel {
    try await DatagramBootstrap(group: loop)
      .channelOption(.datagramVectorReadMessageCount, value: 8)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 8 * 2_048))
      .bind(to: SocketAddress(ipAddress: host, port: 0)).get()
  }

  /// Sends from another port from now on, as if a router had forgotten the old one; nothing that comes to that is seen.
  static func move(_ peer: NIOLoopBound<WebRTCPeer>, host: String = "127.0.0.1") async throws {
    let channel = try await bind(on: peer.eventLoop, host: host)
    try await peer.eventLoop.submit {
      let before = peer.value.socket
      try channel.pipeline.syncOperations.addHandler(PeerHandler(peer.value))
      peer.value.socket = channel
      before.close(promise: nil)
    }.get()
  }

  /// Begins an ICE restart (RFC 8445 section 9).
  /// - Returns: the fragment for the other side (RFC 8840); its answer is for `accept(restart:)`.
  func restart() -> String {
    var generator = SystemRandomNumberGenerator()
    credentials = IceCredentials(using: &generator)
    return "a=ice-ufrag:\(credentials.fragment)\r\na=ice-pwd:\(credentials.password)\r\n"
  }

  /// Checks with the new credentials from now on.
  /// - Returns: false when there are none in the answer.
  func accept(restart answer: String) -> Bool {
    guard let remote = IceRestart.credentials(in: answer) else { return false }
    ice = IceClient(
      local: credentials, remote: remote, seed: .random(in: 0...UInt64.max), hmac: Hmac.sha1)
    return true
  }

  /// The other side has answered a check with the credentials of now.
  var isChecked: Bool { ice?.isConnected == true }

  /// Sends a check at once.
  func check(nominating: Bool) {
    if let check = ice?.check(nominating: nominating) { transmit(ByteBuffer(bytes: check)) }
  }

  /// SDP for the other side.
  public var offer: String {
    ClientOffer(
      credentials: credentials, fingerprint: identity.fingerprint, source: source,
      offersDataChannel: events != nil
    ).text
  }

  /// Takes the other side's answer and begins.
  /// - Throws: `WebRTCError`.
  public func accept(answer text: String) throws {
    let answer: ServerAnswer
    do throws(SdpError) { answer = try ServerAnswer(text) } catch {
      throw WebRTCError(.offer, error.message)
    }
    guard let address = answer.candidates.first?.socketAddress else {
      throw WebRTCError(.offer, "The answer names no address.")
    }
    target = address
    answered = clock.now
    ice = IceClient(
      local: credentials, remote: answer.credentials, seed: .random(in: 0...UInt64.max),
      hmac: Hmac.sha1)
    let secure = try SecureChannel(
      identity: identity, role: .client, expected: answer.fingerprint, events: events)
    secure.transmit = { [weak self] in self?.transmit(ByteBuffer(bytes: $0)) }
    self.secure = secure
    let media = try MediaSession(
      source: source, name: "client", payloadType: answer.opus, rate: rate,
      start: CallClock.wall)
    media.transmit = { [weak self] in self?.transmit(ByteBuffer(bytes: $0)) }
    self.media = media
    events?.onText = { [weak self] in self?.onText($0) }
    begin()
  }

  private func begin() {
    let bound = NIOLoopBound(self, eventLoop: loop)
    timer = loop.scheduleRepeatedTask(initialDelay: .zero, delay: Self.beat) { _ in
      bound.value.tick()
    }
  }

  private func tick() {
    let now = clock.now
    if let check = ice?.poll(at: now) { transmit(ByteBuffer(bytes: check)) }
    if ice?.isConnected == true { note(secure?.tick(at: now), at: now) }
    media?.tick(at: now)
  }

  fileprivate func receive(_ datagram: ByteBuffer) {
    guard endReason == nil, filter(true, datagram) else { return }
    let now = clock.now
    switch datagram.getInteger(at: datagram.readerIndex, as: UInt8.self) ?? 255 {
    case 0...3:
      let wasConnected = ice?.isConnected == true
      _ = ice?.handle(Array(datagram.readableBytesView))
      if !wasConnected, ice?.isConnected == true, connected == nil { secure?.begin() }
    case 20...63:
      note(datagram.withUnsafeReadableBytes { secure?.receive($0, at: now) }, at: now)
    case 128...191:
      datagram.withUnsafeReadableBytes { media?.receive($0, at: now) }
      if media?.hasPeerEnded == true { end(.peerClosed) }
    default: break
    }
  }

  private func note(_ event: SecureChannel.Event?, at now: MediaTime) {
    switch event {
    case nil: break
    case .over(let reason): end(reason)
    case .established(let keys):
      do { try media?.open(keys) } catch { return end(.handshakeFailed) }
      connected = now
      events?.open(at: now)
      onConnected()
    }
  }

  private func transmit(_ datagram: ByteBuffer) {
    guard let target, filter(false, datagram) else { return }
    socket.writeAndFlush(
      AddressedEnvelope(remoteAddress: target, data: datagram), promise: nil)
  }

  private func end(_ reason: WebRTCEnd) {
    guard endReason == nil else { return }
    let now = clock.now
    media?.close(at: now)
    secure?.close(at: now)
    endReason = reason
    timer?.cancel()
    socket.close(promise: nil)
    onEnd(reason)
    onEnd = { _ in }
  }
}

extension WebRTCPeer {
  /// Sends 20 ms of sound.
  public func say(_ block: Span<Float>) { media?.send(block, at: clock.now) }

  /// Fills a block at 16 kHz with what comes next.
  public func hear(into block: inout MutableSpan<Float>) {
    guard let media else {
      for index in block.indices { block[index] = 0 }
      return
    }
    media.next(into: &block, at: clock.now)
  }

  public func send(text: String) { secure?.send(text, at: clock.now) }

  /// Sends bytes as they are to the other side: for tests of what nobody should send.
  func send(raw bytes: [UInt8]) { transmit(ByteBuffer(bytes: bytes)) }

  public func close() { end(.closed) }

  public var isConnected: Bool { connected != nil && endReason == nil }

  /// From the answer to media; nil before.
  public var setUp: MediaTime? {
    guard let answered, let connected else { return nil }
    return connected - answered
  }

  public var statistics: WebRTCStatistics {
    media?.summary(at: clock.now) ?? WebRTCStatistics()
  }
}

private final class PeerHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private weak var peer: WebRTCPeer?

  init(_ peer: WebRTCPeer) { self.peer = peer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    peer?.receive(unwrapInboundIn(data).data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

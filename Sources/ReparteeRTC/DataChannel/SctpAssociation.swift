public import ReparteeCore

/// An association of SCTP (RFC 9260) inside a DTLS connection (RFC 8261), with data channels (RFC 8831, RFC 8832).
///
/// A value without clock or socket: it is told what arrived and what time it is, and says what to send and what has
/// come. All that the other side can make it hold is bounded by `SctpLimits`; a side that goes beyond is cut off.
/// Not supported: several addresses, interleaving (RFC 8260), giving up messages of ours, and restarts, all of which
/// browsers do without.
public struct SctpAssociation: Sendable {
  /// Where it stands (RFC 9260 §4).
  enum State: Sendable, Equatable {
    case idle
    case cookieWait, cookieEchoed
    case established
    case shutdownPending, shutdownSent, shutdownReceived, shutdownAckSent
    case closed
  }

  let setup: SctpSetup
  var state = State.idle
  var now = MediaTime.zero
  /// What is wanted since this input.
  var actions: [SctpAction] = []
  /// Chunks that leave with the next packet.
  var control: [[UInt8]] = []

  /// What the other side said of itself; nil before it did.
  var peer: SctpInit?
  /// The last INIT that was answered: what our cookie stands for. Kept here, since nobody but the one peer of the
  /// DTLS connection can make us keep it, instead of sealed into the cookie.
  var pending: SctpInit?
  /// The cookie to send until it is acknowledged.
  var echo: [UInt8] = []

  var inbound: SctpInbound
  var outbound: SctpOutbound
  var acknowledgement = Acknowledgement.none
  var time: SctpRetransmissionTime
  var timers = SctpTimers()
  /// Time-outs since something was last acknowledged.
  var failures = 0
  /// What the heartbeat on its way says.
  var heartbeat: UInt64?

  var channels: [UInt16: SctpChannelState] = [:]
  var resets: SctpResets

  /// Whether pieces that arrived must be acknowledged.
  enum Acknowledgement: Sendable { case none, later, now }

  public init(_ setup: SctpSetup) {
    self.setup = setup
    time = SctpRetransmissionTime(setup.timing)
    inbound = SctpInbound(initial: 0, limits: setup.limits)
    outbound = SctpOutbound(initial: setup.random.tsn, peerWindow: 0, limits: setup.limits)
    resets = SctpResets(ours: setup.random.tsn, peers: 0)
  }

  /// Whether messages may be sent.
  public var isConnected: Bool { state == .established }
  /// Whether it is over.
  public var isClosed: Bool { state == .closed }
  /// When `.tick` is due; nil when nothing is waited for.
  public var nextTimer: MediaTime? { state == .closed ? nil : timers.next }
  /// Bytes of payload that the other side made us hold, with what they cost to keep.
  public var bytesReceivedAndHeld: Int { inbound.held }
  /// Bytes that wait to be sent or acknowledged.
  public var bytesToSend: Int { outbound.held }

  /// Takes an input; what it gives is to be done in that order.
  public mutating func handle(_ input: SctpInput, at now: MediaTime) -> [SctpAction] {
    self.now = max(self.now, now)
    switch input {
    case .connect: connect()
    case .datagram(let bytes): receive(bytes)
    case .tick: tick()
    case .open(let label, let subprotocol, let isOrdered):
      open(label, subprotocol, isOrdered: isOrdered)
    case .send(let stream, let kind, let bytes): send(stream, kind, bytes)
    case .closeChannel(let stream): closeChannel(stream)
    case .close: close()
    case .abort: abort(.aborted, cause: .userAbort)
    }
    flush()
    defer { actions = [] }
    return actions
  }

  /// Ends it and says so to the other side.
  mutating func abort(_ reason: SctpCloseReason, cause: SctpCause) {
    guard state != .closed else { return }
    if let peer {
      transmit(
        SctpChunk.encode(SctpChunk.Kind.abort, cause: cause, detail: []), tag: peer.tag)
    }
    finish(reason)
  }

  /// Ends it.
  mutating func finish(_ reason: SctpCloseReason) {
    guard state != .closed else { return }
    state = .closed
    timers = SctpTimers()
    control = []
    acknowledgement = .none
    outbound = SctpOutbound(initial: 0, peerWindow: 0, limits: setup.limits)
    inbound = SctpInbound(initial: 0, limits: setup.limits)
    channels = [:]
    pending = nil
    echo = []
    actions.append(.closed(reason))
  }

  /// Sends chunks as a packet of their own.
  mutating func transmit(_ chunks: [UInt8], tag: UInt32) {
    actions.append(
      .transmit(
        SctpPacket.encode(
          source: setup.localPort, destination: setup.remotePort, tag: tag, chunks: chunks)))
  }
}

/// When what is due.
struct SctpTimers: Sendable {
  /// INIT, COOKIE ECHO, SHUTDOWN or SHUTDOWN ACK is sent again.
  var handshake: MediaTime?
  /// Pieces that were not acknowledged are sent again (T3).
  var data: MediaTime?
  var acknowledgement: MediaTime?
  var heartbeat: MediaTime?
  /// The request to begin streams anew is sent again.
  var reset: MediaTime?
  /// The orderly end is given up (T5).
  var end: MediaTime?

  var next: MediaTime? {
    [handshake, data, acknowledgement, heartbeat, reset, end].compactMap(\.self).min()
  }
}

extension SctpAssociation {
  mutating func connect() {
    guard state == .idle else { return }
    state = .cookieWait
    failures = 0
    sendInit()
  }

  mutating func sendInit() {
    transmit(introduction.encoded(as: SctpChunk.Kind.initiate), tag: 0)
    timers.handshake = now + time.value
  }

  /// What we say of ourselves.
  private var introduction: SctpInit {
    SctpInit(
      tag: setup.random.tag, window: UInt32(clamping: setup.limits.receive),
      outboundStreams: setup.limits.streams, inboundStreams: setup.limits.streams,
      tsn: setup.random.tsn)
  }

  /// Answers an INIT, in any state with the same tag of ours: it may be a copy of the one before, may cross ours
  /// (RFC 9260 §5.2.1), or begin a restart, which is seen when its cookie comes back.
  mutating func receive(initiate other: SctpInit) {
    guard other.tag != 0, state != .closed, state != .shutdownAckSent else { return }
    guard other.outboundStreams > 0, other.inboundStreams > 0, other.window >= 1_500 else {
      let cause = SctpChunk.encode(SctpChunk.Kind.abort, cause: .invalidParameter, detail: [])
      transmit(cause, tag: other.tag)
      return
    }
    pending = other.bare
    var answer = introduction
    answer.cookie = cookie(for: other)[...]
    answer.unrecognized = other.unrecognized
    transmit(answer.encoded(as: SctpChunk.Kind.initiateAck), tag: other.tag)
  }

  /// Names the INIT that it answers, and cannot be guessed.
  private func cookie(for other: SctpInit) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBig(setup.random.cookie.0)
    bytes.appendBig(setup.random.cookie.1)
    bytes.appendBig(other.tag)
    bytes.appendBig(other.tsn)
    return bytes
  }

  mutating func receive(initiateAck other: SctpInit) {
    guard state == .cookieWait else { return }
    guard other.tag != 0, other.outboundStreams > 0, other.inboundStreams > 0,
      (1...4_096).contains(other.cookie.count)
    else { return finish(.violation(.badHandshake)) }
    adopt(other)
    echo = Array(other.cookie)
    state = .cookieEchoed
    failures = 0
    sendCookie()
  }

  mutating func sendCookie() {
    guard let peer else { return }
    transmit(SctpChunk.encode(SctpChunk.Kind.cookieEcho, echo), tag: peer.tag)
    timers.handshake = now + time.value
  }

  mutating func receive(cookieEcho bytes: ArraySlice<UInt8>) {
    guard let pending, bytes.elementsEqual(cookie(for: pending)) else { return }
    switch state {
    case .idle, .cookieWait, .cookieEchoed:
      adopt(pending)
      control.append(SctpChunk.encode(SctpChunk.Kind.cookieAck, []))
      establish()
    case .closed, .shutdownAckSent: return
    default:
      guard pending.tag == peer?.tag else {
        return abort(.peerRestarted, cause: .userAbort)
      }
      control.append(SctpChunk.encode(SctpChunk.Kind.cookieAck, []))
    }
  }

  mutating func receiveCookieAck() {
    guard state == .cookieEchoed else { return }
    establish()
  }

  private mutating func adopt(_ other: SctpInit) {
    peer = other.bare
    inbound = SctpInbound(initial: other.tsn, limits: setup.limits)
    outbound = SctpOutbound(
      initial: setup.random.tsn, peerWindow: other.window, limits: setup.limits)
    resets = SctpResets(ours: setup.random.tsn, peers: other.tsn)
  }

  private mutating func establish() {
    state = .established
    echo = []
    failures = 0
    timers.handshake = nil
    timers.heartbeat = now + setup.timing.heartbeat
    actions.append(.connected)
  }
}

import ReparteeCore

extension SctpAssociation {
  /// Sends all that may leave now, in as few packets as it takes.
  mutating func flush() {
    guard state != .closed, let peer else { return control = [] }
    let sendsData = maySendData && outbound.hasWork
    requestResets()
    addSack(isSending: sendsData)
    if sendsData { outbound.beginBurst() }
    while let chunks = nextPacket() { transmit(chunks, tag: peer.tag) }
    outbound.mayResendAtOnce = false
    goOnClosing()
  }

  private var maySendData: Bool {
    switch state {
    case .established, .shutdownPending, .shutdownReceived: true
    default: false
    }
  }

  private mutating func addSack(isSending: Bool) {
    guard acknowledgement == .now || (acknowledgement == .later && isSending), hasPeer else {
      return
    }
    acknowledgement = .none
    timers.acknowledgement = nil
    control.append(inbound.sack().encoded())
  }

  /// The chunks of the next packet; nil when there is nothing to send.
  private mutating func nextPacket() -> [UInt8]? {
    let space = setup.limits.datagram - SctpPacket.headerSize
    var chunks: [UInt8] = []
    while let next = control.first, chunks.isEmpty || chunks.count + next.count <= space {
      chunks += next
      control.removeFirst()
    }
    guard maySendData, control.isEmpty else { return chunks.isEmpty ? nil : chunks }
    while let data = outbound.take(room: space - chunks.count, at: now) {
      chunks += data.encoded()
      outbound.mayResendAtOnce = outbound.mayResendAtOnce && chunks.count < space / 2
      if timers.data == nil { timers.data = now + time.value }
      timers.heartbeat = now + setup.timing.heartbeat
    }
    return chunks.isEmpty ? nil : chunks
  }

  mutating func tick() {
    guard state != .closed else { return }
    if Self.take(&timers.end, now) { return abort(.timedOut, cause: .userAbort) }
    if Self.take(&timers.acknowledgement, now) { acknowledgement = .now }
    if Self.take(&timers.handshake, now) { handshakeExpired() }
    if Self.take(&timers.data, now) { dataExpired() }
    if Self.take(&timers.reset, now) { resetExpired() }
    if Self.take(&timers.heartbeat, now) { heartbeatExpired() }
  }

  private static func take(_ timer: inout MediaTime?, _ now: MediaTime) -> Bool {
    guard let due = timer, due <= now else { return false }
    timer = nil
    return true
  }

  /// Counts a time-out.
  /// - Returns: false when it was one too many.
  mutating func failed(
    most: Int? = nil, reason: SctpCloseReason = .timedOut
  ) -> Bool {
    failures += 1
    time.expired()
    guard failures > most ?? setup.timing.attempts else { return true }
    abort(reason, cause: .userAbort)
    return false
  }

  private mutating func handshakeExpired() {
    let isBeginning = state == .cookieWait || state == .cookieEchoed
    let most = isBeginning ? setup.timing.initialAttempts : setup.timing.attempts
    guard failed(most: most, reason: isBeginning ? .noAnswer : .timedOut) else { return }
    switch state {
    case .cookieWait: sendInit()
    case .cookieEchoed: sendCookie()
    case .shutdownSent: sendShutdown()
    case .shutdownAckSent: sendShutdownAck()
    default: break
    }
  }

  private mutating func dataExpired() {
    guard outbound.isWaiting, failed() else { return }
    outbound.expired()
  }

  private mutating func heartbeatExpired() {
    guard state == .established else { return }
    if heartbeat != nil, !failed() { return }
    let stamp = UInt64(bitPattern: now.nanoseconds)
    heartbeat = stamp
    timers.heartbeat = now + setup.timing.heartbeat
    var value: [UInt8] = []
    value.appendBig(stamp)
    var body: [UInt8] = []
    body.appendParameter(1, value)
    control.append(SctpChunk.encode(SctpChunk.Kind.heartbeat, body))
  }
}

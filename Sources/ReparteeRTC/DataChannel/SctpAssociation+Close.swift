extension SctpAssociation {
  mutating func close() {
    switch state {
    case .idle: finish(.closed)
    case .cookieWait, .cookieEchoed: abort(.closed, cause: .userAbort)
    case .established:
      state = .shutdownPending
      timers.heartbeat = nil
      timers.end = now + setup.timing.shutdown
    default: break
    }
  }

  /// Takes the next step of the end once all that was sent has arrived.
  mutating func goOnClosing() {
    guard outbound.isEmpty else { return }
    switch state {
    case .shutdownPending:
      state = .shutdownSent
      failures = 0
      sendShutdown()
    case .shutdownReceived:
      state = .shutdownAckSent
      failures = 0
      sendShutdownAck()
    default: break
    }
  }

  mutating func sendShutdown() {
    guard let peer else { return }
    var body: [UInt8] = []
    body.appendBig(inbound.cumulative)
    transmit(SctpChunk.encode(SctpChunk.Kind.shutdown, body), tag: peer.tag)
    timers.handshake = now + time.value
  }

  mutating func sendShutdownAck() {
    guard let peer else { return }
    transmit(SctpChunk.encode(SctpChunk.Kind.shutdownAck, []), tag: peer.tag)
    timers.handshake = now + time.value
  }

  mutating func takeEnd(_ chunk: SctpChunk) {
    switch chunk {
    case .abort(_, let cause): finish(.peerAborted(cause: cause))
    case .shutdown(let cumulative): receive(shutdown: cumulative)
    case .shutdownAck: receiveShutdownAck()
    case .shutdownComplete:
      if state == .shutdownAckSent { finish(.peerClosed) }
    // A stale cookie is the only error that asks for more than to be noted, and our own peer has none.
    default: break
    }
  }

  private mutating func receive(shutdown cumulative: UInt32) {
    switch state {
    case .established, .shutdownPending, .shutdownReceived:
      if let news = outbound.acknowledge(shutdown: cumulative, at: now) { learn(news) }
      state = .shutdownReceived
      timers.heartbeat = nil
      if timers.end == nil { timers.end = now + setup.timing.shutdown }
    case .shutdownSent:
      // Both close at once (RFC 9260 §9.2).
      state = .shutdownAckSent
      sendShutdownAck()
    case .shutdownAckSent: sendShutdownAck()
    default: break
    }
  }

  /// Answers even when it is over: the first answer may have been lost.
  private mutating func receiveShutdownAck() {
    switch state {
    case .shutdownSent, .shutdownAckSent, .closed:
      guard let peer else { return }
      let done = SctpChunk.encode(SctpChunk.Kind.shutdownComplete, [])
      transmit(done, tag: peer.tag)
      finish(.closed)
    default: break
    }
  }
}

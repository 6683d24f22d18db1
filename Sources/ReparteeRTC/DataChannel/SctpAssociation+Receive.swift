import ReparteeCore

extension SctpAssociation {
  mutating func receive(_ bytes: [UInt8]) {
    guard let packet = SctpPacket(bytes), packet.destination == setup.localPort,
      packet.source == setup.remotePort, isMeant(packet)
    else { return }
    var hadData = false
    for chunk in packet.chunks {
      if case .data = chunk { hadData = true }
      guard take(chunk), state != .closed else { break }
    }
    if hadData, state != .closed { acknowledgeLater() }
  }

  /// Whether the tag is the one that its chunks must have (RFC 9260 §8.5).
  private func isMeant(_ packet: SctpPacket) -> Bool {
    switch packet.chunks.first {
    case .initiate: packet.tag == 0 && packet.chunks.count == 1
    case .initiateAck: packet.tag == setup.random.tag && packet.chunks.count == 1
    case .abort(let isReflected, _), .shutdownComplete(let isReflected):
      isReflected ? packet.tag == peer?.tag : packet.tag == setup.random.tag
    default: packet.tag == setup.random.tag
    }
  }

  /// - Returns: false when the rest of the packet must not be read.
  private mutating func take(_ chunk: SctpChunk) -> Bool {
    switch chunk {
    case .data(let data): receive(data)
    case .sack(let sack): receive(sack)
    case .forward(let forward): receive(forward)
    case .reconfig(let parameters): receive(parameters)
    case .heartbeat(let body): answer(heartbeat: body)
    case .heartbeatAck(let body): receive(heartbeatAck: body)
    case .initiate, .initiateAck, .cookieEcho, .cookieAck: takeHandshake(chunk)
    case .abort, .error, .shutdown, .shutdownAck, .shutdownComplete: takeEnd(chunk)
    case .unknown(let type, let body): return pass(over: type, body)
    }
    return true
  }

  private mutating func takeHandshake(_ chunk: SctpChunk) {
    switch chunk {
    case .initiate(let other): receive(initiate: other)
    case .initiateAck(let other): receive(initiateAck: other)
    case .cookieEcho(let bytes): receive(cookieEcho: bytes)
    case .cookieAck: receiveCookieAck()
    default: break
    }
  }

  /// The two highest bits of a kind say what to do with one that is not known (RFC 9260 §3.2).
  private mutating func pass(over type: UInt8, _ body: ArraySlice<UInt8>) -> Bool {
    if type & 0x40 != 0, hasPeer, control.count < 8 {
      let detail = SctpChunk.encode(type, body.prefix(64))
      control.append(
        SctpChunk.encode(SctpChunk.Kind.error, cause: .unknownChunk, detail: detail))
    }
    return type & 0x80 != 0
  }

  /// Whether there is an association to speak of.
  var hasPeer: Bool {
    switch state {
    case .idle, .cookieWait, .cookieEchoed, .closed: false
    default: true
    }
  }

  // MARK: Data

  /// Whether data may still come (RFC 9260 §6).
  private var takesData: Bool {
    switch state {
    case .established, .shutdownPending, .shutdownSent: true
    default: false
    }
  }

  private mutating func receive(_ data: SctpData) {
    guard takesData else { return }
    guard !data.bytes.isEmpty else {
      return abort(.violation(.emptyData), cause: .noUserData)
    }
    // A piece that fills a gap is acknowledged at once as well.
    if data.isUrgent || !inbound.ranges.isEmpty { acknowledgement = .now }
    if data.stream >= setup.limits.streams { refuse(data.stream) }
    do {
      let messages = try inbound.receive(data)
      for message in messages { deliver(message) }
    } catch {
      let cause: SctpCause =
        error.violation == .tooMuchHeld ? .outOfResource : .protocolViolation
      abort(.violation(error.violation), cause: cause)
    }
  }

  private mutating func receive(_ forward: SctpForward) {
    guard takesData else { return }
    for message in inbound.skip(forward) { deliver(message) }
    acknowledgement = .now
  }

  /// Every second packet is acknowledged at once, and whatever shows that one was lost (RFC 9260 §6.2).
  private mutating func acknowledgeLater() {
    guard takesData else { return }
    let isOdd =
      !inbound.ranges.isEmpty || !inbound.duplicates.isEmpty || state == .shutdownSent
    if isOdd || acknowledgement != .none {
      acknowledgement = .now
    } else {
      acknowledgement = .later
      timers.acknowledgement = now + setup.timing.acknowledgement
    }
    if state == .shutdownSent { sendShutdown() }
  }

  // MARK: Acknowledgements

  private mutating func receive(_ sack: SctpSack) {
    guard hasPeer, let news = outbound.acknowledge(sack, at: now) else { return }
    // One that has no room but answers is there.
    if sack.window == 0 { failures = 0 }
    learn(news)
  }

  mutating func learn(_ news: SctpOutbound.News) {
    if let trip = news.roundTrip { time.measured(trip) }
    if news.isNew { failures = 0 }
    if !outbound.isWaiting {
      timers.data = nil
    } else if news.hasAdvanced || timers.data == nil {
      // There is none when all had arrived, and the other side dropped some of it again.
      timers.data = now + time.value
    }
  }

  private mutating func answer(heartbeat body: ArraySlice<UInt8>) {
    guard hasPeer, control.count < 8 else { return }
    control.append(SctpChunk.encode(SctpChunk.Kind.heartbeatAck, body))
  }

  private mutating func receive(heartbeatAck body: ArraySlice<UInt8>) {
    var reader = SctpReader(body)
    guard reader.read(UInt32.self) != nil, let sent = reader.read(UInt64.self), sent == heartbeat
    else { return }
    heartbeat = nil
    failures = 0
    time.measured(now - .init(nanoseconds: Int64(truncatingIfNeeded: sent)))
  }
}

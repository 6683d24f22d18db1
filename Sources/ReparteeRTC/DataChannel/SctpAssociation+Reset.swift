/// Requests to begin streams anew (RFC 6525), of which one may be on its way each way.
struct SctpResets: Sendable {
  /// The number of our next request.
  var next: UInt32
  /// Ours that was not answered, as it was sent.
  var outstanding: (request: UInt32, streams: [UInt16], lastTSN: UInt32)?
  /// The number of the other side's next request.
  var expected: UInt32
  /// What its last was answered.
  var lastResult: UInt32?

  init(ours: UInt32, peers: UInt32) {
    next = ours
    expected = peers
  }
}

/// Channels are closed by resetting their stream, each side its own (RFC 8831 §6.7).
extension SctpAssociation {
  mutating func closeChannel(_ stream: UInt16) {
    guard channels[stream]?.isClosing == false else { return }
    channels[stream]?.isClosing = true
    requestResets()
  }

  /// Asks for the streams that are to be closed and on which nothing waits any more.
  mutating func requestResets() {
    guard resets.outstanding == nil, state == .established, peer?.hasReconfig == true else {
      return
    }
    let ready = channels.filter { stream, channel in
      channel.isClosing && !channel.isSentClosed && !outbound.holds(stream: stream)
    }
    guard !ready.isEmpty else { return }
    resets.outstanding = (resets.next, ready.keys.sorted(), outbound.next &- 1)
    resets.next &+= 1
    sendReset()
  }

  private mutating func sendReset() {
    guard let request = resets.outstanding else { return }
    control.append(
      SctpReconfig.encodeOutgoing(
        request: request.request, response: resets.expected &- 1, lastTSN: request.lastTSN,
        streams: request.streams))
    timers.reset = now + time.value
  }

  mutating func resetExpired() {
    guard resets.outstanding != nil, failed() else { return }
    sendReset()
  }

  mutating func receive(_ parameters: [SctpReconfig]) {
    guard state == .established || state == .shutdownPending else { return }
    for parameter in parameters {
      switch parameter {
      case .outgoing(let request, let lastTSN, let streams):
        answer(request) { $0.reset(upTo: lastTSN, streams) }
      case .other(let request): answer(request) { _ in SctpReconfig.Result.denied }
      case .response(let request, let result): receive(response: request, result)
      }
    }
  }

  private mutating func answer(
    _ request: UInt32, by perform: (inout SctpAssociation) -> UInt32
  ) {
    let result: UInt32
    if request == resets.expected
      || (request == resets.expected &- 1
        && resets.lastResult == SctpReconfig.Result.inProgress)
    {
      result = perform(&self)
      resets.expected = request &+ 1
      resets.lastResult = result
    } else if request == resets.expected &- 1, let last = resets.lastResult {
      result = last
    } else {
      result = SctpReconfig.Result.badSequence
    }
    guard control.count < 8 else { return }
    control.append(SctpReconfig.encodeResponse(request: request, result: result))
  }

  private mutating func reset(upTo lastTSN: UInt32, _ streams: [UInt16]) -> UInt32 {
    guard SctpSerial.distance(lastTSN, from: inbound.cumulative) <= 0 else {
      return SctpReconfig.Result.inProgress
    }
    for stream in streams.isEmpty ? inbound.usedStreams : streams {
      inbound.reset(stream)
      guard channels[stream]?.isReceivedClosed == false else { continue }
      channels[stream]?.isReceivedClosed = true
      channels[stream]?.isClosing = true
      actions.append(.channelClosed(stream: stream))
      forget(stream)
    }
    return SctpReconfig.Result.performed
  }

  private mutating func receive(response request: UInt32, _ result: UInt32) {
    guard let ours = resets.outstanding, ours.request == request else { return }
    resets.outstanding = nil
    timers.reset = nil
    failures = 0
    guard result != SctpReconfig.Result.inProgress else {
      // Asked again, under a new number, once the pieces before it should have arrived.
      resets.outstanding = (resets.next, ours.streams, ours.lastTSN)
      resets.next &+= 1
      timers.reset = now + time.value
      return
    }
    for stream in ours.streams {
      outbound.reset(stream)
      channels[stream]?.isSentClosed = true
      forget(stream)
    }
  }

  /// Frees the number of a channel that is closed both ways.
  private mutating func forget(_ stream: UInt16) {
    guard let channel = channels[stream], channel.isSentClosed, channel.isReceivedClosed else {
      return
    }
    channels[stream] = nil
  }
}

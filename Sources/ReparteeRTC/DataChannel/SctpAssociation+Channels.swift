/// A channel as far as it must be remembered.
struct SctpChannelState: Sendable {
  var isOrdered: Bool
  /// Whether the other side knows of it: before, everything is sent in order (RFC 8832 §6).
  var isAcknowledged: Bool
  /// Whether our direction is to be reset, or was.
  var isClosing = false
  /// Whether our direction was reset.
  var isSentClosed = false
  /// Whether the other side's direction was reset.
  var isReceivedClosed = false
}

extension SctpAssociation {
  mutating func open(_ label: String, _ subprotocol: String, isOrdered: Bool) {
    guard state == .established else { return actions.append(.refused(stream: 0, .notConnected)) }
    guard channels.count < setup.limits.channels else {
      return actions.append(.refused(stream: 0, .tooManyChannels))
    }
    let first: UInt16 = setup.role == .dtlsClient ? 0 : 1
    let free = stride(from: first, to: outboundStreams, by: 2).first { channels[$0] == nil }
    guard let stream = free else {
      return actions.append(.refused(stream: 0, .tooManyChannels))
    }
    let channel = DataChannel(
      stream: stream, label: label, subprotocol: subprotocol, isOrdered: isOrdered)
    let request = DataChannelControl.open(channel).encoded()
    guard enqueue(stream, DataChannelPayload.control, request, isOrdered: true) else { return }
    channels[stream] = SctpChannelState(isOrdered: isOrdered, isAcknowledged: false)
    actions.append(.channelOpened(channel))
  }

  /// Streams we may send on: as many as both sides take.
  private var outboundStreams: UInt16 { min(setup.limits.streams, peer?.inboundStreams ?? 0) }

  mutating func send(_ stream: UInt16, _ kind: DataChannel.Kind, _ bytes: [UInt8]) {
    guard state == .established else {
      return actions.append(.refused(stream: stream, .notConnected))
    }
    guard let channel = channels[stream], !channel.isClosing, !channel.isReceivedClosed else {
      return actions.append(.refused(stream: stream, .noSuchStream))
    }
    let isText = kind == .text
    // SCTP has no empty messages: one byte stands for none (RFC 8831 §6.6).
    let ppid =
      bytes.isEmpty
      ? (isText ? DataChannelPayload.emptyText : DataChannelPayload.emptyBinary)
      : (isText ? DataChannelPayload.text : DataChannelPayload.binary)
    _ = enqueue(
      stream, ppid, bytes.isEmpty ? [0] : bytes,
      isOrdered: channel.isOrdered || !channel.isAcknowledged)
  }

  private mutating func enqueue(
    _ stream: UInt16, _ ppid: UInt32, _ bytes: [UInt8], isOrdered: Bool
  ) -> Bool {
    let refusal: SctpRefusal? =
      if stream >= outboundStreams {
        .noSuchStream
      } else if bytes.count > setup.limits.message {
        .messageTooLong
      } else if !outbound.enqueue(
        .init(stream: stream, ppid: ppid, isUnordered: !isOrdered, bytes: bytes))
      {
        .queueFull
      } else {
        nil
      }
    if let refusal { actions.append(.refused(stream: stream, refusal)) }
    return refusal == nil
  }

  /// Takes a whole message.
  mutating func deliver(_ message: SctpInbound.Piece) {
    switch message.ppid {
    case DataChannelPayload.control: deliver(control: message)
    case DataChannelPayload.text: report(message, .text, message.bytes)
    case DataChannelPayload.binary: report(message, .binary, message.bytes)
    case DataChannelPayload.emptyText: report(message, .text, [])
    case DataChannelPayload.emptyBinary: report(message, .binary, [])
    default: break
    }
  }

  private mutating func report(
    _ message: SctpInbound.Piece, _ kind: DataChannel.Kind, _ bytes: [UInt8]
  ) {
    // What comes on a channel shows that the other side knows of it (RFC 8832 §6).
    channels[message.stream]?.isAcknowledged = true
    actions.append(.message(stream: message.stream, kind: kind, bytes: bytes))
  }

  /// Says that there is no such stream.
  mutating func refuse(_ stream: UInt16) {
    guard control.count < 8 else { return }
    var detail: [UInt8] = []
    detail.appendBig(stream)
    detail.appendBig(UInt16(0))
    control.append(
      SctpChunk.encode(SctpChunk.Kind.error, cause: .invalidStream, detail: detail))
  }

  private mutating func deliver(control message: SctpInbound.Piece) {
    switch DataChannelControl(message.bytes[...], stream: message.stream) {
    case .ack: channels[message.stream]?.isAcknowledged = true
    case .open(let channel): accept(channel)
    case nil: break
    }
  }

  private mutating func accept(_ channel: DataChannel) {
    // Opened twice, or on a stream that is being closed: the first stands.
    guard channels[channel.stream] == nil else { return }
    guard channels.count < setup.limits.channels else {
      return abort(.violation(.tooManyChannels), cause: .outOfResource)
    }
    guard state == .established || state == .shutdownPending else { return }
    channels[channel.stream] = SctpChannelState(
      isOrdered: channel.isOrdered, isAcknowledged: true)
    actions.append(.channelOpened(channel))
    _ = enqueue(
      channel.stream, DataChannelPayload.control, DataChannelControl.ack.encoded(),
      isOrdered: true)
  }
}

internal import ReparteeCore
internal import ReparteeRTC

/// The media of one call, without network and handshake: protected packets to sound and back.
///
/// Confined to the session's loop. In the path of a packet nothing is allocated.
final class MediaSession {
  /// Streams that the far side may have one after another: each costs the library memory for good.
  private static let mostSources = 8
  /// The longest datagram that is looked at.
  static let longest = 1_500

  let source: UInt32
  private let payloadType: UInt8
  private var decoder: CallerDecoder
  private var encoder: AgentEncoder
  private var protection: SrtpPair?
  private var sender: RtpSender
  private var rtcp: RtcpMachine
  private var policy = LossPolicy()
  private var playout = RemotePlayout()
  private var voiced = MediaTime.zero
  private var sources: [UInt32] = []
  private var packet = [UInt8](repeating: 0, count: 2_048)
  private(set) var statistics = WebRTCStatistics()
  private(set) var hasPeerEnded = false
  /// Sends a protected packet. Must not call back.
  var transmit: (UnsafeRawBufferPointer) -> Void = { _ in }

  /// - Parameters:
  ///   - payloadType: of Opus, as agreed on.
  ///   - rate: of the speech to send.
  init(
    source: UInt32, name: String, payloadType: UInt8, rate: SampleRate, start: NtpTime
  ) throws(WebRTCError) {
    self.source = source
    self.payloadType = payloadType
    decoder = try CallerDecoder()
    encoder = try AgentEncoder(rate: rate)
    sender = RtpSender(
      source: source, payloadType: payloadType, sequence: .random(in: 0...UInt16.max / 2),
      timestamp: .random(in: 0...UInt32.max))
    rtcp = RtcpMachine(source: source, name: name, start: start)
  }

  var isOpen: Bool { protection != nil }

  /// Media may flow from now on.
  func open(_ keys: SrtpKeys) throws(WebRTCError) {
    protection = try SrtpPair(keys)
    statistics.isGcm = keys.profile == .aes128Gcm
  }

  /// Takes a datagram whose first byte is 128…191.
  func receive(_ datagram: UnsafeRawBufferPointer, at now: MediaTime) {
    guard let protection, datagram.count >= 8, datagram.count <= Self.longest else { return }
    // RFC 5761 section 4: packet types of RTCP lie where no payload types of ours do.
    let isControl = (64...95).contains(datagram[1] & 0x7F)
    if !isControl, !admits(datagram) { return }
    var count = datagram.count
    let status = packet.withUnsafeMutableBytes { bytes in
      let space = UnsafeMutableRawBufferPointer(rebasing: bytes[0..<datagram.count])
      space.copyMemory(from: datagram)
      return isControl
        ? protection.inbound.unprotectRtcp(space, count: &count)
        : protection.inbound.unprotect(space, count: &count)
    }
    guard status == .done else { return note(status) }
    if isControl { control(count, at: now) } else { media(count, at: now) }
  }

  /// Whether a packet's source is, or may become, one of the few of the far side.
  private func admits(_ datagram: UnsafeRawBufferPointer) -> Bool {
    guard datagram.count >= RtpHeader.size else { return false }
    return sources.count < Self.mostSources || sources.contains(Self.source(of: datagram))
  }

  private static func source(of datagram: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(bigEndian: datagram.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
  }

  private func note(_ status: LibraryStatus) {
    if status == .replayed { statistics.replayed &+= 1 } else { statistics.refused &+= 1 }
  }

  private func media(_ count: Int, at now: MediaTime) {
    packet.withUnsafeBufferPointer {
      media($0.span.extracting(first: count), at: now)
    }
  }

  private func media(_ bytes: Span<UInt8>, at now: MediaTime) {
    guard let parsed = try? RtpPacket(parsing: bytes) else { return }
    if !sources.contains(parsed.header.source) { sources.append(parsed.header.source) }
    guard parsed.header.payloadType == payloadType else { return }
    statistics.packetsIn &+= 1
    statistics.bytesIn &+= parsed.payload.count
    rtcp.received(parsed.header, at: now)
    guard !parsed.payload.isEmpty else { return }
    decoder.insert(parsed.header, payload: bytes.extracting(parsed.payload), at: now)
  }

  private func control(_ count: Int, at now: MediaTime) {
    let events = packet.withUnsafeBufferPointer {
      rtcp.handle($0.span.extracting(first: count), at: now)
    }
    for event in events {
      switch event {
      case .quality(let quality):
        policy.report(quality.loss)
        encoder.follow(policy)
        playout.update(quality)
      case .goodbye: hasPeerEnded = true
      }
    }
  }
}

extension MediaSession {
  /// Fills `block`, of 16 kHz, with what the far side says next.
  func next(into block: inout MutableSpan<Float>, at now: MediaTime) {
    decoder.next(into: &block, at: now)
  }

  /// The far side's timestamp up to which its sound was taken; nil before the first packet.
  var playhead: Int64? { decoder.playhead }

  /// Sends 20 ms of speech, or nothing if it is silence that lasts.
  func send(_ speech: Span<Float>, at now: MediaTime) {
    if sender.nextSlot == nil { _ = sender.due(at: now) }
    let header = RtpHeader.size
    let made = packet.withUnsafeMutableBytes {
      encoder.encode(
        speech,
        into: UnsafeMutableRawBufferPointer(rebasing: $0[header..<header + OpusEncoder.largest]))
    }
    guard case .made(let count, let isVoiced) = made, let protection else {
      return sender.silence()
    }
    let start = sender.packet(payload: count)
    packet.withUnsafeMutableBufferPointer {
      var bytes = $0.mutableSpan
      _ = start.write(into: &bytes)
    }
    var length = header + count
    let status = packet.withUnsafeMutableBytes {
      protection.outbound.protect($0, count: &length)
    }
    guard status == .done else { return note(status) }
    statistics.packetsOut &+= 1
    statistics.bytesOut &+= count
    if isVoiced {
      voiced += RtpSender.slot
      playout.sent(upTo: voiced, at: now)
    }
    transmit(length)
  }

  /// Of the agent's speech that was sent, what has not sounded yet.
  func underWay(at now: MediaTime) -> MediaTime { playout.underWay(at: now) }

  /// Drops speech that waits to be sent.
  func clear() { encoder.clear() }

  /// Sends what is due of reports. To be called several times a second.
  func tick(at now: MediaTime) {
    guard isOpen, let report = rtcp.poll(sender, at: now) else { return }
    sendControl(report)
  }

  /// Tells the far side that nothing follows.
  func close(at now: MediaTime) {
    if isOpen { sendControl(rtcp.goodbye(sender, at: now)) }
  }

  private func sendControl(_ report: [UInt8]) {
    guard let protection, report.count + SrtpSession.trailer <= packet.count else { return }
    for index in report.indices { packet[index] = report[index] }
    var length = report.count
    let status = packet.withUnsafeMutableBytes {
      protection.outbound.protectRtcp($0, count: &length)
    }
    if status == .done { transmit(length) }
  }

  private func transmit(_ length: Int) {
    packet.withUnsafeBytes { transmit(UnsafeRawBufferPointer(rebasing: $0[0..<length])) }
  }

  /// All that is known of the media's quality.
  func summary(at now: MediaTime) -> WebRTCStatistics {
    var summary = statistics
    let played = decoder.statistics
    summary.packetsLost = Int(clamping: rtcp.reception.lost)
    summary.jitter = rtcp.reception.jitter
    summary.recovered = played.recovered
    summary.concealed = played.concealed
    summary.late = played.late
    summary.skipped = played.overflowed
    summary.shortened = played.shortened
    summary.lengthened = played.lengthened
    summary.bufferTarget = decoder.target
    summary.bufferDelay = decoder.delay(at: now)
    summary.remoteLoss = policy.loss
    summary.remoteLost = rtcp.quality?.lost ?? 0
    summary.remoteJitter = rtcp.quality?.jitter
    summary.roundTrip = rtcp.quality?.roundTrip
    summary.sendsRedundancy = encoder.mode == .lossy
    summary.playoutLag = playout.lag
    return summary
  }
}

/// Both directions of protection.
final class SrtpPair {
  let inbound: SrtpSession
  let outbound: SrtpSession

  init(_ keys: SrtpKeys) throws(WebRTCError) {
    inbound = try SrtpSession(keys.profile, key: keys.inbound, .inbound)
    outbound = try SrtpSession(keys.profile, key: keys.outbound, .outbound)
  }
}

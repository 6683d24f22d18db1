public import ReparteeCore

/// What came of a compound packet.
public enum RtcpEvent: Sendable, Hashable {
  /// The far side told how it receives us.
  case quality(RemoteQuality)
  /// The far side's stream has ended.
  case goodbye
}

/// How the far side receives our stream.
public struct RemoteQuality: Sendable, Hashable {
  /// The share lost since the report before, 0…1.
  public var loss: Double
  /// All that were lost.
  public var lost: Int
  public var jitter: MediaTime
  /// There and back; nil until the far side has seen a report of ours.
  public var roundTrip: MediaTime?

  public init(loss: Double, lost: Int, jitter: MediaTime, roundTrip: MediaTime?) {
    self.loss = loss
    self.lost = lost
    self.jitter = jitter
    self.roundTrip = roundTrip
  }
}

/// One session's RTCP: a report a second, and what is learnt from the far side's (RFC 3550 §6).
public struct RtcpMachine: Sendable {
  /// Between our reports. Each has about 100 bytes.
  public static let interval = MediaTime.seconds(1)

  public private(set) var reception = ReceptionStatistics()
  /// The last that the far side said; nil before.
  public private(set) var quality: RemoteQuality?
  private let source: UInt32
  private let name: String
  /// The wall clock's time at call time 0. Reports quote it, and only differences matter to us.
  private let start: NtpTime
  private var next: MediaTime?
  private var roundTrip: MediaTime?

  /// `source` and `name` are those of our stream.
  public init(source: UInt32, name: String, start: NtpTime) {
    self.source = source
    self.name = name
    self.start = start
  }

  /// Takes an RTP packet of the far side.
  public mutating func received(_ header: RtpHeader, at now: MediaTime) {
    reception.received(header, at: now)
  }

  /// Takes a compound packet of the far side; what is no RTCP changes nothing.
  public mutating func handle(_ bytes: Span<UInt8>, at now: MediaTime) -> [RtcpEvent] {
    guard let packets = try? RtcpPacket.parse(bytes) else { return [] }
    var events: [RtcpEvent] = []
    for packet in packets {
      switch packet {
      case .report(let source, let sender, let blocks):
        if let sender { reception.receivedReport(sender, from: source, at: now) }
        for block in blocks where block.source == self.source {
          events.append(.quality(learn(block, at: now)))
        }
      case .goodbye(let sources):
        if let source = reception.source, sources.contains(source) { events.append(.goodbye) }
      case .description: break
      }
    }
    return events
  }

  /// The next report, if it is due: SR if we have sent anything, else RR, with SDES.
  public mutating func poll(_ sender: RtpSender, at now: MediaTime) -> [UInt8]? {
    if let next, now < next { return nil }
    next = now + Self.interval
    return RtcpPacket.encoded(report(sender, at: now))
  }

  /// The last packet of the session: a report and BYE.
  public mutating func goodbye(_ sender: RtpSender, at now: MediaTime) -> [UInt8] {
    RtcpPacket.encoded(report(sender, at: now) + [.goodbye(sources: [source])])
  }

  private mutating func report(_ sender: RtpSender, at now: MediaTime) -> [RtcpPacket] {
    let info = SenderInfo(
      time: start.advanced(by: now), timestamp: sender.timestamp(at: now),
      packets: sender.packets, octets: sender.octets)
    let blocks = reception.block(at: now).map { [$0] } ?? []
    return [
      .report(source: source, sender: sender.packets > 0 ? info : nil, blocks: blocks),
      .description(source: source, name: name),
    ]
  }

  private mutating func learn(_ block: ReportBlock, at now: MediaTime) -> RemoteQuality {
    if block.lastReport != 0 {
      let ticks =
        start.advanced(by: now).short &- block.lastReport &- block.delaySinceLastReport
      // More than half a minute, or less than nothing, is a clock gone wrong.
      if ticks < 30 * 65_536 {
        roundTrip = MediaTime(nanoseconds: Int64(ticks) * 1_000_000_000 / 65_536)
      }
    }
    let quality = RemoteQuality(
      loss: Double(block.fractionLost) / 256, lost: Int(block.lost),
      jitter: MediaTime(nanoseconds: Int64(block.jitter) * 1_000_000 / 48), roundTrip: roundTrip)
    self.quality = quality
    return quality
  }
}

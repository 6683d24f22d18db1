/// What one receiver says of one source (RFC 3550 §6.4.1).
public struct ReportBlock: Sendable, Hashable {
  /// Its size on the wire.
  static let size = 24

  /// The source that is reported on.
  public var source: UInt32
  /// The share lost since the report before, in 256ths.
  public var fractionLost: UInt8
  /// All that were lost, less duplicates; may be negative, 24 bits on the wire.
  public var lost: Int32
  /// The highest sequence number, with the count of wraps above it.
  public var highest: UInt32
  /// In units of the RTP clock.
  public var jitter: UInt32
  /// The middle bits of the last sender report that came, and how long ago, in 1/65536 s; 0 if none came.
  public var lastReport: UInt32
  public var delaySinceLastReport: UInt32

  public init(
    source: UInt32, fractionLost: UInt8, lost: Int32, highest: UInt32, jitter: UInt32,
    lastReport: UInt32, delaySinceLastReport: UInt32
  ) {
    self.source = source
    self.fractionLost = fractionLost
    self.lost = lost
    self.highest = highest
    self.jitter = jitter
    self.lastReport = lastReport
    self.delaySinceLastReport = delaySinceLastReport
  }
}

/// What a sender says of its stream (RFC 3550 §6.4.1).
public struct SenderInfo: Sendable, Hashable {
  static let size = 20

  public var time: NtpTime
  /// The RTP timestamp of the same instant.
  public var timestamp: UInt32
  public var packets: UInt32
  public var octets: UInt32

  public init(time: NtpTime, timestamp: UInt32, packets: UInt32, octets: UInt32) {
    self.time = time
    self.timestamp = timestamp
    self.packets = packets
    self.octets = octets
  }
}

/// One part of a compound packet. Kinds that are of no use here are left out.
public enum RtcpPacket: Sendable, Hashable {
  case report(source: UInt32, sender: SenderInfo?, blocks: [ReportBlock])
  /// CNAME of one source (RFC 3550 §6.5.1).
  case description(source: UInt32, name: String)
  case goodbye(sources: [UInt32])
}

/// Why bytes are no RTCP.
public enum RtcpError: Error, Sendable, Hashable {
  case truncated
  case version
  case padding
}

extension RtcpPacket {
  enum Kind {
    static let senderReport: UInt8 = 200
    static let receiverReport: UInt8 = 201
    static let description: UInt8 = 202
    static let goodbye: UInt8 = 203
  }

  /// Whether a datagram that could be RTP is RTCP (RFC 5761 §4): by its second byte.
  public static func isRtcp(_ second: UInt8) -> Bool { (192...223).contains(second) }

  /// Reads a compound packet that has been authenticated and decrypted (RFC 3550 §6.1). Reduced-size packets are taken
  /// too (RFC 5506).
  public static func parse(_ bytes: Span<UInt8>) throws(RtcpError) -> [RtcpPacket] {
    var packets: [RtcpPacket] = []
    var offset = 0
    while offset < bytes.count {
      guard let words = bytes.number(UInt16.self, at: offset + 2) else { throw .truncated }
      guard bytes[offset] >> 6 == 2 else { throw .version }
      let next = offset + 4 + 4 * Int(words)
      guard next <= bytes.count else { throw .truncated }
      var end = next
      if bytes[offset] & 0x20 != 0 {
        let padding = Int(bytes[next - 1])
        guard padding > 0, padding % 4 == 0, next == bytes.count, next - padding >= offset + 4
        else { throw .padding }
        end -= padding
      }
      try read(bytes.extracting(offset..<end), into: &packets)
      offset = next
    }
    return packets
  }

  private static func read(_ part: Span<UInt8>, into packets: inout [RtcpPacket])
    throws(RtcpError)
  {
    let count = Int(part[0] & 0x1F)
    switch part[1] {
    case Kind.senderReport:
      guard let source = part.number(UInt32.self, at: 4), let sender = SenderInfo(part, at: 8)
      else { throw .truncated }
      let blocks = try blocks(part, at: 8 + SenderInfo.size, count)
      packets.append(.report(source: source, sender: sender, blocks: blocks))
    case Kind.receiverReport:
      guard let source = part.number(UInt32.self, at: 4) else { throw .truncated }
      let blocks = try blocks(part, at: 8, count)
      packets.append(.report(source: source, sender: nil, blocks: blocks))
    case Kind.description:
      if count > 0, let packet = try description(part) { packets.append(packet) }
    case Kind.goodbye:
      var sources: [UInt32] = []
      for index in 0..<count {
        guard let source = part.number(UInt32.self, at: 4 + 4 * index) else { throw .truncated }
        sources.append(source)
      }
      packets.append(.goodbye(sources: sources))
    default: break
    }
  }

  private static func blocks(_ part: Span<UInt8>, at start: Int, _ count: Int) throws(RtcpError)
    -> [ReportBlock]
  {
    var blocks: [ReportBlock] = []
    for index in 0..<count {
      guard let block = ReportBlock(part, at: start + index * ReportBlock.size) else {
        throw .truncated
      }
      blocks.append(block)
    }
    return blocks
  }

  /// The CNAME of the first chunk; nil if it has none.
  private static func description(_ part: Span<UInt8>) throws(RtcpError) -> RtcpPacket? {
    guard let source = part.number(UInt32.self, at: 4) else { throw .truncated }
    var offset = 8
    while offset < part.count, part[offset] != 0 {
      guard offset + 1 < part.count else { throw .truncated }
      let end = offset + 2 + Int(part[offset + 1])
      guard end <= part.count else { throw .truncated }
      if part[offset] == 1 {
        let name = String(decoding: part.array((offset + 2)..<end), as: UTF8.self)
        return .description(source: source, name: name)
      }
      offset = end
    }
    return nil
  }
}

extension SenderInfo {
  init?(_ bytes: Span<UInt8>, at offset: Int) {
    guard let time = bytes.number(UInt64.self, at: offset),
      let timestamp = bytes.number(UInt32.self, at: offset + 8),
      let packets = bytes.number(UInt32.self, at: offset + 12),
      let octets = bytes.number(UInt32.self, at: offset + 16)
    else { return nil }
    self.init(time: NtpTime(bits: time), timestamp: timestamp, packets: packets, octets: octets)
  }
}

extension ReportBlock {
  init?(_ bytes: Span<UInt8>, at offset: Int) {
    guard let source = bytes.number(UInt32.self, at: offset),
      let loss = bytes.number(UInt32.self, at: offset + 4),
      let highest = bytes.number(UInt32.self, at: offset + 8),
      let jitter = bytes.number(UInt32.self, at: offset + 12),
      let lastReport = bytes.number(UInt32.self, at: offset + 16),
      let delay = bytes.number(UInt32.self, at: offset + 20)
    else { return nil }
    self.init(
      source: source, fractionLost: UInt8(loss >> 24),
      // Sign-extended from 24 bits.
      lost: Int32(bitPattern: loss << 8) >> 8, highest: highest, jitter: jitter,
      lastReport: lastReport, delaySinceLastReport: delay)
  }
}

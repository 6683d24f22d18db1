extension RtcpPacket {
  /// A compound packet of these parts.
  public static func encoded(_ packets: [RtcpPacket]) -> [UInt8] {
    var bytes: [UInt8] = []
    for packet in packets { packet.append(to: &bytes) }
    return bytes
  }

  private func append(to bytes: inout [UInt8]) {
    let start = bytes.count
    switch self {
    case .report(let source, let sender, let blocks):
      let blocks = blocks.prefix(31)
      let kind = sender == nil ? Kind.receiverReport : Kind.senderReport
      bytes += [0x80 | UInt8(blocks.count), kind, 0, 0]
      bytes.append(number: source)
      sender?.append(to: &bytes)
      for block in blocks { block.append(to: &bytes) }
    case .description(let source, let name):
      bytes += [0x81, Kind.description, 0, 0]
      bytes.append(number: source)
      let name = name.utf8.prefix(255)
      bytes += [1, UInt8(name.count)] + name
      // The list ends with a zero, and the chunk at a multiple of four.
      bytes.append(0)
      while (bytes.count - start) % 4 != 0 { bytes.append(0) }
    case .goodbye(let sources):
      let sources = sources.prefix(31)
      bytes += [0x80 | UInt8(sources.count), Kind.goodbye, 0, 0]
      for source in sources { bytes.append(number: source) }
    }
    bytes.put(UInt16(truncatingIfNeeded: (bytes.count - start) / 4 - 1), at: start + 2)
  }
}

extension SenderInfo {
  func append(to bytes: inout [UInt8]) {
    bytes.append(number: time.bits)
    bytes.append(number: timestamp)
    bytes.append(number: packets)
    bytes.append(number: octets)
  }
}

extension ReportBlock {
  func append(to bytes: inout [UInt8]) {
    bytes.append(number: source)
    // What does not fit into 24 bits is held at the end (RFC 3550 A.3).
    let lost = UInt32(bitPattern: max(-0x80_0000, min(0x7F_FFFF, lost))) & 0xFF_FFFF
    bytes.append(number: UInt32(fractionLost) << 24 | lost)
    bytes.append(number: highest)
    bytes.append(number: jitter)
    bytes.append(number: lastReport)
    bytes.append(number: delaySinceLastReport)
  }
}

import ReparteeCore
import ReparteeRTC
import Testing

@Suite("RTCP (RFC 3550 §6)") struct RtcpPacketTests {
  private let block = ReportBlock(
    source: 5, fractionLost: 128, lost: -3, highest: 0x0001_0002, jitter: 77,
    lastReport: 0x1234_5678, delaySinceLastReport: 65_536)
  private let info = SenderInfo(
    time: NtpTime(bits: 0x0102_0304_0506_0708), timestamp: 9, packets: 10, octets: 11)

  private var whole: [RtcpPacket] {
    [
      .report(source: 1, sender: info, blocks: [block]), .description(source: 1, name: "me"),
      .goodbye(sources: [1, 2]),
    ]
  }

  private func parsed(_ bytes: [UInt8]) -> [RtcpPacket]? { try? RtcpPacket.parse(bytes.span) }

  private func error(_ bytes: [UInt8]) -> RtcpError? {
    do {
      _ = try RtcpPacket.parse(bytes.span)
      return nil
    } catch { return error }
  }

  @Test("what was written is read")
  func roundTrip() {
    let bytes = RtcpPacket.encoded(whole)
    #expect(bytes.count == 52 + 16 + 12)
    #expect(parsed(bytes) == whole)
    let report: [RtcpPacket] = [.report(source: 1, sender: nil, blocks: [block, block])]
    #expect(parsed(RtcpPacket.encoded(report)) == report)
  }

  @Test("a sender report has its fields where §6.4.1 draws them")
  func layout() {
    let bytes = RtcpPacket.encoded([.report(source: 1, sender: info, blocks: [block])])
    #expect(
      bytes
        == hex(
          """
          81c8000c 00000001 01020304 05060708 00000009 0000000a 0000000b
          00000005 80fffffd 00010002 0000004d 12345678 00010000
          """))
  }

  @Test("other kinds are stepped over, and padding at the end is taken off")
  func others() {
    let feedback = hex("81cd0002 00000001 00000002")
    let padded = hex("a0c90002 00000007 00000004")
    #expect(parsed(feedback + padded) == [.report(source: 7, sender: nil, blocks: [])])
  }

  @Test(
    "what is cut short, of another version or wrongly padded is refused",
    arguments: [
      ("80", RtcpError.truncated), ("80c9 0001 0000", .truncated),
      ("81c9 0001 00000001", .truncated), ("80c8 0001 00000001", .truncated),
      ("40c9 0001 00000001", .version), ("a0c9 0001 00000005", .padding),
      ("a0c9 0001 00000000", .padding), ("81ca 0002 00000001 01ff0000", .truncated),
      ("82cb 0001 00000001", .truncated), ("81ca 0000", .truncated),
    ])
  func refused(bytes: String, expected: RtcpError) { #expect(error(hex(bytes)) == expected) }

  @Test("RTCP is told from RTP by the second byte (RFC 5761 §4)")
  func demultiplexing() {
    #expect(RtcpPacket.isRtcp(200) && RtcpPacket.isRtcp(206))
    #expect(!RtcpPacket.isRtcp(111) && !RtcpPacket.isRtcp(111 | 0x80))
  }

  @Test("200,000 damaged and random inputs: none traps, and what is read is written as the same")
  func flood() {
    Noise.flood(200_000, seeds: [RtcpPacket.encoded(whole), hex("81cd0002 00000001 00000002")]) {
      bytes in
      guard let packets = parsed(bytes) else { return }
      for packet in packets {
        // A name that is no UTF-8 is mended, and may then be too long.
        if case .description = packet { continue }
        let again = parsed(RtcpPacket.encoded([packet]))
        #expect(again == [packet])
      }
    }
  }

  @Test("a time is seconds since 1900 and a fraction, and goes on with call time")
  func ntp() {
    let start = NtpTime(unixSeconds: 0, nanoseconds: 500_000_000)
    #expect(start.bits == 0x83AA_7E80_8000_0000)
    #expect(start.advanced(by: .milliseconds(750)).bits == 0x83AA_7E81_4000_0000)
    #expect(start.advanced(by: .milliseconds(-750)).bits == 0x83AA_7E7F_C000_0000)
    #expect(start.short == 0x7E80_8000)
  }
}

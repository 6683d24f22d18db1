import ReparteeRTC
import Testing

@Suite("Opus packets from outside") struct OpusPacketTests {
  @Test(
    "a packet's length is that of RFC 6716, table 2, times its frames",
    arguments: [
      ([0x00], 480), ([0x08], 960), ([0x10], 1_920), ([0x18], 2_880), ([0x48], 960),
      ([0x60], 480), ([0x68], 960), ([0x80], 120), ([0x88], 240), ([0x90], 480), ([0xF8], 960),
      ([0x09], 1_920), ([0x0A], 1_920), ([0x0B, 3], 2_880), ([0x0B, 0x86], 5_760),
    ] as [([UInt8], Int)])
  func duration(bytes: [UInt8], samples: Int) {
    #expect(OpusPacket.duration(bytes.span) == samples)
  }

  @Test(
    "none is that of no packet, of no frames and of more than 120 ms",
    arguments: [[], [0x0B], [0x0B, 0], [0x0B, 7], [0x1B, 3]] as [[UInt8]])
  func none(bytes: [UInt8]) { #expect(OpusPacket.duration(bytes.span) == nil) }
}

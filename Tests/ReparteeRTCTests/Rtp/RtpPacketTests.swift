import ReparteeRTC
import Testing

@Suite("RTP packets (RFC 3550 §5.1)") struct RtpPacketTests {
  private let header = RtpHeader(
    marker: true, payloadType: 111, sequence: 0xFFFE, timestamp: 0x8000_0001, source: 0xDEAD_BEEF)

  private func parsed(_ bytes: [UInt8]) -> RtpPacket? { try? RtpPacket(parsing: bytes.span) }

  private func error(_ bytes: [UInt8]) -> RtpError? {
    do {
      _ = try RtpPacket(parsing: bytes.span)
      return nil
    } catch { return error }
  }

  @Test("what was written is read")
  func roundTrip() throws {
    let bytes = header.packet([1, 2, 3])
    let packet = try #require(parsed(bytes))
    #expect(packet.header == header)
    #expect(packet.payload == 12..<15 && packet.contributors == 0)
    var written = [UInt8](repeating: 0xAA, count: 12)
    var span = written.mutableSpan
    let fits = header.write(into: &span)
    #expect(fits && written == Array(bytes.prefix(12)))
    var short = [UInt8](repeating: 0xAA, count: 11)
    var shortSpan = short.mutableSpan
    let fitsShort = header.write(into: &shortSpan)
    #expect(!fitsShort && short.allSatisfy { $0 == 0xAA })
  }

  @Test("contributors, an extension and padding are stepped over")
  func parts() throws {
    var bytes = header.packet([])
    bytes[0] = 0x80 | 0x20 | 0x10 | 2
    bytes += [0, 0, 0, 1, 0, 0, 0, 2]
    bytes += [0xBE, 0xDE, 0, 1, 0x10, 0xFF, 0, 0]
    bytes += [7, 7, 7, 0, 0, 3]
    let packet = try #require(parsed(bytes))
    #expect(packet.contributors == 2)
    #expect(packet.extensionProfile == 0xBEDE && packet.extensionBytes == 24..<28)
    #expect(packet.payload == 28..<31)
  }

  @Test(
    "what is cut short, of another version or wrongly padded is refused",
    arguments: [
      ("", RtpError.truncated),
      ("80 6f 0001 00000001 000000", .truncated),
      ("40 6f 0001 00000001 00000001", .version),
      ("81 6f 0001 00000001 00000001", .truncated),
      ("90 6f 0001 00000001 00000001 bede 0001 0000", .truncated),
      ("90 6f 0001 00000001 00000001 bede", .truncated),
      ("a0 6f 0001 00000001 00000001", .padding),
      ("a0 6f 0001 00000001 00000001 00", .padding),
      ("a0 6f 0001 00000001 00000001 0002", .none),
      ("a0 6f 0001 00000001 00000001 0003", .padding),
    ] as [(String, RtpError?)])
  func refused(bytes: String, expected: RtpError?) { #expect(error(hex(bytes)) == expected) }

  @Test("200,000 damaged and random inputs: none traps, and every range lies inside")
  func flood() {
    var full = header.packet([1, 2, 3, 4])
    full[0] = 0xB1
    full += [0, 0, 0, 1]
    Noise.flood(200_000, seeds: [header.packet([1, 2, 3]), full]) { bytes in
      guard let packet = parsed(bytes) else { return }
      #expect(packet.payload.upperBound <= bytes.count)
      #expect(packet.extensionBytes.upperBound <= packet.payload.lowerBound)
    }
  }
}

@Suite("Sequence numbers without end (RFC 3550 A.1)") struct UnwrapperTests {
  @Test("a counter goes on past its end, in order and out of it")
  func wrap() {
    var unwrapper = SequenceUnwrapper()
    let values: [UInt16] = [65_534, 65_535, 1, 0, 2, 65_535, 3]
    #expect(
      values.map { unwrapper.unwrap($0) } == [
        65_534, 65_535, 65_537, 65_536, 65_538, 65_535, 65_539,
      ])
    #expect(unwrapper.highest == 65_539)
  }

  @Test("one before the first is negative, and timestamps wrap likewise")
  func before() {
    var unwrapper = SequenceUnwrapper()
    #expect(unwrapper.unwrap(1) == 1)
    #expect(unwrapper.unwrap(65_535) == -1)
    var times = CounterUnwrapper<UInt32>()
    #expect(times.unwrap(.max) == 0xFFFF_FFFF)
    #expect(times.unwrap(959) == 0x1_0000_03BF)
  }

  @Test("a million steps of any size below half the range are followed exactly")
  func long() {
    var unwrapper = SequenceUnwrapper()
    var noise = Noise(1)
    var truth: Int64 = 5
    var isExact = true
    _ = unwrapper.unwrap(5)
    for _ in 0..<1_000_000 {
      truth += Int64.random(in: 0..<32_768, using: &noise)
      isExact = isExact && unwrapper.unwrap(UInt16(truncatingIfNeeded: truth)) == truth
    }
    #expect(isExact)
  }
}

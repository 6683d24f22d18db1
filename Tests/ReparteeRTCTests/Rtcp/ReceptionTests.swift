import ReparteeCore
import ReparteeRTC
import Testing

@Suite("What is reported of reception") struct ReceptionTests {
  private func header(_ number: Int, source: UInt32 = 7) -> RtpHeader {
    RtpHeader(
      payloadType: 111, sequence: UInt16(truncatingIfNeeded: number),
      timestamp: UInt32(truncatingIfNeeded: number * 960), source: source)
  }

  @Test("losses are counted since the report before and in all, over the wrap")
  func losses() throws {
    var statistics = ReceptionStatistics()
    #expect(statistics.block(at: .zero) == nil)
    // Every fourth of 100 is lost.
    for number in 65_500..<65_600 where number % 4 != 3 {
      statistics.received(header(number), at: .milliseconds(Int64(number) * 20))
    }
    let taken = statistics.block(at: .zero)
    let block = try #require(taken)
    // The last one lost, 65,599, is not known to have been sent.
    #expect(block.lost == 24)
    #expect(block.fractionLost == UInt8(24 * 256 / 99))
    #expect(block.highest == 65_598 && block.source == 7)
    for number in 65_599..<65_650 {
      statistics.received(header(number), at: .milliseconds(Int64(number) * 20))
    }
    let next = statistics.block(at: .zero)
    #expect(next?.fractionLost == 0 && next?.lost == 24)
  }

  @Test("duplicates make the count negative, not the fraction")
  func duplicates() {
    var statistics = ReceptionStatistics()
    for number in [1, 2, 2, 3, 3] { statistics.received(header(number), at: .zero) }
    let block = statistics.block(at: .zero)
    #expect(block?.lost == -2 && block?.fractionLost == 0)
  }

  @Test("jitter is that of RFC 3550 A.8: steady is none, ±5 ms in turn settles at 10 ms")
  func jitter() {
    var statistics = ReceptionStatistics()
    for number in 0..<500 {
      statistics.received(header(number), at: .milliseconds(Int64(number) * 20))
    }
    #expect(statistics.jitter == .zero)
    for number in 500..<1_000 {
      let wobble: Int64 = number % 2 == 0 ? 5 : -5
      statistics.received(header(number), at: .milliseconds(Int64(number) * 20 + wobble))
    }
    #expect(abs(statistics.jitter.milliseconds - 10) < 0.2)
  }

  @Test("another source, or a leap of the numbers, begins a new count")
  func restart() {
    var statistics = ReceptionStatistics()
    for number in 0..<10 { statistics.received(header(number), at: .zero) }
    statistics.received(header(20_000), at: .zero)
    #expect(statistics.expected == 1 && statistics.lost == 0)
    statistics.received(header(20_001, source: 8), at: .zero)
    #expect(statistics.source == 8 && statistics.expected == 1)
  }

  @Test("100,000 headers and times without any sense do not trap")
  func nonsense() {
    var statistics = ReceptionStatistics()
    var noise = Noise(9)
    for _ in 0..<100_000 {
      let now = MediaTime(nanoseconds: Int64(bitPattern: noise.next()))
      let header = RtpHeader(
        payloadType: 1, sequence: UInt16(truncatingIfNeeded: noise.next()),
        timestamp: UInt32(truncatingIfNeeded: noise.next()), source: noise.chance(0.9) ? 1 : 2)
      statistics.received(header, at: now)
      if noise.chance(0.1) { _ = statistics.block(at: now) }
      let info = SenderInfo(
        time: NtpTime(bits: noise.next()), timestamp: 0, packets: 0, octets: 0)
      statistics.receivedReport(info, from: 1, at: now)
    }
    #expect(statistics.jitter <= .seconds(16))
  }
}

import ReparteeCore
import Testing

@testable import ReparteeRTC

@Suite("Pieces of messages that arrive")
struct SctpInboundTests {
  static func piece(
    _ tsn: UInt32, ssn: UInt16 = 0, stream: UInt16 = 0, first: Bool = true, last: Bool = true,
    unordered: Bool = false, _ bytes: [UInt8] = [1]
  ) -> SctpData {
    SctpData(
      tsn: tsn, stream: stream, ssn: ssn, ppid: DataChannelPayload.binary, isFirst: first,
      isLast: last, isUnordered: unordered, isUrgent: false, bytes: bytes[...])
  }

  @Test("make messages in any order of arrival, over the wrap of the numbers")
  func anyOrder() throws {
    var noise = SctpNoise(state: 4)
    for _ in 0..<2_000 {
      let first = UInt32.max - UInt32.random(in: 0..<20, using: &noise)
      var pieces: [SctpData] = []
      var wanted: [[UInt8]] = []
      for ssn in 0..<8 as Range<UInt16> {
        let count = Int.random(in: 1...4, using: &noise)
        for part in 0..<count {
          pieces.append(
            Self.piece(
              first &+ UInt32(pieces.count), ssn: ssn &- 3, first: part == 0,
              last: part == count - 1, [UInt8(ssn), UInt8(part)]))
        }
        wanted.append((0..<count).flatMap { [UInt8(ssn), UInt8($0)] })
      }
      // The stream has been used before: its numbers wrap as well.
      var inbound = SctpInbound(initial: first &- 3, limits: SctpLimits())
      for (back, ssn) in [(3, 0x6000), (2, 0xC000), (1, 0xFFFC)] as [(UInt32, UInt16)] {
        _ = inbound.skip(.init(cumulative: first &- back, skips: [.init(stream: 0, ssn: ssn)]))
      }
      var got: [[UInt8]] = []
      // Twice each, mixed.
      for data in (pieces + pieces).shuffled(using: &noise) {
        got += try inbound.receive(data).map(\.bytes)
      }
      #expect(got == wanted)
      #expect(inbound.held == 0)
      #expect(inbound.cumulative == first &+ UInt32(pieces.count) &- 1)
      #expect(inbound.ranges.isEmpty)
    }
  }

  @Test("are acknowledged with the gaps between them")
  func gaps() throws {
    var inbound = SctpInbound(initial: 10, limits: SctpLimits())
    for tsn in [10, 12, 13, 15, 12] as [UInt32] {
      _ = try inbound.receive(Self.piece(tsn, ssn: UInt16(tsn - 10)))
    }
    let sack = inbound.sack()
    #expect(sack.cumulative == 10)
    #expect(sack.blocks == [.init(start: 2, end: 3), .init(start: 5, end: 5)])
    #expect(sack.duplicates == [12])
    _ = try inbound.receive(Self.piece(11, ssn: 1))
    #expect(inbound.sack().cumulative == 13)
  }

  @Test("that the other side gives up are passed over")
  func forward() throws {
    var inbound = SctpInbound(initial: 1, limits: SctpLimits())
    #expect(try inbound.receive(Self.piece(2, ssn: 1, [2])).isEmpty)
    #expect(try inbound.receive(Self.piece(4, ssn: 2, first: true, last: false, [3])).isEmpty)
    let got = inbound.skip(.init(cumulative: 4, skips: [.init(stream: 0, ssn: 2)]))
    #expect(got.map(\.bytes) == [[2]])
    #expect(inbound.held == 0)
    #expect(try inbound.receive(Self.piece(5, ssn: 3, [5])).map(\.bytes) == [[5]])
    // An old one changes nothing.
    #expect(inbound.skip(.init(cumulative: 3, skips: [.init(stream: 0, ssn: 9)])).isEmpty)
    #expect(try inbound.receive(Self.piece(6, ssn: 4, [6])).map(\.bytes) == [[6]])
  }

  @Test("of a message that is too long end the association")
  func tooLong() {
    var inbound = SctpInbound(initial: 0, limits: SctpLimits())
    let part = [UInt8](repeating: 0, count: 1_000)
    #expect(throws: SctpProtocolError.self) {
      for tsn in 0..<66 as Range<UInt32> {
        _ = try inbound.receive(Self.piece(tsn, first: tsn == 0, last: false, part))
      }
    }
  }

  @Test(
    "that never make a message are held up to a bound, then end the association",
    arguments: ["no end", "no order", "single gap", "every other"])
  func bounded(attack: String) {
    let limits = SctpLimits()
    var inbound = SctpInbound(initial: 0, limits: limits)
    var most = 0
    var isCutOff = false
    for tsn in 0..<200_000 as Range<UInt32> {
      let data =
        switch attack {
        case "no end": Self.piece(tsn, ssn: UInt16(truncatingIfNeeded: tsn), last: false)
        case "no order":
          Self.piece(tsn, ssn: UInt16(tsn % 20_000 + 1), stream: UInt16(tsn % 1_024))
        case "single gap": Self.piece(tsn &+ 1, ssn: UInt16(tsn % 20_000 + 1), stream: 3)
        default: Self.piece(tsn &* 2 &+ 1, ssn: 1)
        }
      do { _ = try inbound.receive(data) } catch {
        isCutOff = true
        break
      }
      most = max(most, inbound.held)
      #expect(inbound.ranges.count <= SctpInbound.maximumRanges)
    }
    #expect(most <= limits.receiveHard)
    // What leaves no gap and is never whole can only be malice.
    #expect(isCutOff == attack.hasPrefix("no"))
  }
}

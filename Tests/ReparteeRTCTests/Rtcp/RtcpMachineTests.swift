import ReparteeCore
import ReparteeRTC
import Testing

@Suite("Reports between two sides") struct RtcpMachineTests {
  private let start = NtpTime(unixSeconds: 1_800_000_000, nanoseconds: 1)

  @Test("a round trip is measured from report to report, whatever the clocks say")
  func roundTrip() throws {
    // The far side's clock is elsewhere; the way there takes 30 ms and back 50 ms.
    var near = RtcpMachine(source: 1, name: "near", start: start)
    var far = RtcpMachine(source: 2, name: "far", start: NtpTime(bits: 99))
    var sender = RtpSender(source: 1, payloadType: 111, sequence: 0, timestamp: 0)
    let idle = RtpSender(source: 2, payloadType: 111, sequence: 0, timestamp: 0)
    _ = sender.due(at: .zero)
    far.received(sender.packet(payload: 50), at: .milliseconds(30))
    let first = near.poll(sender, at: .milliseconds(100))
    let report = try #require(first)
    _ = far.handle(report.span, at: .milliseconds(130))
    let second = far.poll(idle, at: .milliseconds(630))
    let answer = try #require(second)
    let events = near.handle(answer.span, at: .milliseconds(680))
    guard case .quality(let quality)? = events.first else {
      Issue.record("no quality")
      return
    }
    let measured = try #require(quality.roundTrip)
    #expect(abs(measured.milliseconds - 80) < 0.1)
    #expect(near.quality == quality && quality.loss == 0)
  }

  @Test("a report is due every second: RR before anything is sent, SR after, SDES always")
  func pace() throws {
    var machine = RtcpMachine(source: 1, name: "me", start: start)
    var sender = RtpSender(source: 1, payloadType: 111, sequence: 0, timestamp: 0)
    let first = machine.poll(sender, at: .zero)
    let firstBytes = try #require(first)
    let packets = try RtcpPacket.parse(firstBytes.span)
    #expect(
      packets == [.report(source: 1, sender: nil, blocks: []), .description(source: 1, name: "me")])
    let early = machine.poll(sender, at: .milliseconds(999))
    #expect(early == nil)
    _ = sender.packet(payload: 10)
    let next = machine.poll(sender, at: .seconds(1))
    let nextBytes = try #require(next)
    let second = try RtcpPacket.parse(nextBytes.span)
    guard case .report(_, let info?, _)? = second.first else {
      Issue.record("no sender report")
      return
    }
    #expect(info.packets == 1 && info.octets == 10)
  }

  @Test("goodbye is heard from the source that sends, and from no other")
  func goodbye() {
    var machine = RtcpMachine(source: 1, name: "me", start: start)
    let header = RtpHeader(payloadType: 111, sequence: 1, timestamp: 1, source: 2)
    machine.received(header, at: .zero)
    let other = RtcpPacket.encoded([.goodbye(sources: [3])])
    let theirs = RtcpPacket.encoded([.goodbye(sources: [3, 2])])
    #expect(machine.handle(other.span, at: .zero).isEmpty)
    #expect(machine.handle(theirs.span, at: .zero) == [.goodbye])
  }

  @Test("100,000 damaged reports: none traps, and no round trip is beyond half a minute")
  func flood() {
    var machine = RtcpMachine(source: 1, name: "me", start: start)
    let block = ReportBlock(
      source: 1, fractionLost: 3, lost: 4, highest: 5, jitter: 6, lastReport: 7,
      delaySinceLastReport: 8)
    let seed = RtcpPacket.encoded([.report(source: 2, sender: nil, blocks: [block])])
    var playout = RemotePlayout()
    Noise.flood(100_000, seeds: [seed]) { bytes in
      for case .quality(let quality) in machine.handle(bytes.span, at: .seconds(5)) {
        #expect(quality.roundTrip ?? .zero <= .seconds(30))
        playout.update(quality)
        #expect(playout.lag <= .seconds(1) && playout.lag >= RemotePlayout.base)
      }
    }
  }
}

@Suite("What the far side has heard") struct RemotePlayoutTests {
  @Test("audio has sounded after half a round trip and what is held back for jitter")
  func lag() {
    var playout = RemotePlayout()
    playout.update(
      RemoteQuality(
        loss: 0, lost: 0, jitter: .milliseconds(10), roundTrip: .milliseconds(100)))
    #expect(playout.lag == .milliseconds(50 + 30 + 50))
    for block in 1...50 {
      playout.sent(upTo: .milliseconds(Int64(block) * 20), at: .milliseconds(Int64(block) * 20))
    }
    #expect(playout.heard(at: .milliseconds(1_000)) == .milliseconds(860))
    #expect(playout.underWay(at: .milliseconds(1_000)) == .milliseconds(140))
    #expect(playout.heard(at: .milliseconds(1_130)) == .milliseconds(1_000))
    #expect(playout.underWay(at: .milliseconds(1_130)) == .zero)
  }

  @Test("what has been heard never goes back, and more than can be under way counts as heard")
  func monotone() {
    var playout = RemotePlayout()
    for block in 1...100 {
      playout.sent(upTo: .milliseconds(Int64(block) * 20), at: .zero)
    }
    #expect(playout.heard(at: .zero) == .milliseconds(36 * 20))
    playout.update(
      RemoteQuality(loss: 0, lost: 0, jitter: .seconds(100), roundTrip: .seconds(100)))
    #expect(playout.heard(at: .milliseconds(60)) == .milliseconds(36 * 20))
    #expect(playout.heard(at: .seconds(2)) == .milliseconds(2_000))
  }
}

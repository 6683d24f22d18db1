import ReparteeCore
import ReparteeRTC
import Testing

@Suite("A sender paced by the clock") struct RtpSenderTests {
  private func sender() -> RtpSender {
    RtpSender(source: 1, payloadType: 111, sequence: 65_535, timestamp: .max - 959)
  }

  @Test("a slot every 20 ms, the numbers wrap, and silence moves only the timestamp")
  func talkspurts() {
    var sender = sender()
    var headers: [RtpHeader] = []
    for tick in 0..<6 {
      #expect(sender.due(at: .milliseconds(Int64(tick) * 20)) == 1)
      if tick == 2 || tick == 3 {
        sender.silence()
      } else {
        headers.append(sender.packet(payload: 100))
      }
    }
    #expect(headers.map(\.sequence) == [65_535, 0, 1, 2])
    #expect(headers.map(\.timestamp) == [.max - 959, 0, 2_880, 3_840])
    #expect(headers.map(\.marker) == [true, false, true, false])
    #expect(sender.packets == 4 && sender.octets == 400)
  }

  @Test("nothing is due before its time, and no more than five slots after a delay")
  func pace() {
    var sender = sender()
    #expect(sender.due(at: .zero) == 1)
    let first = sender.packet(payload: 1)
    #expect(sender.due(at: .milliseconds(19)) == 0)
    #expect(sender.due(at: .milliseconds(65)) == 3)
    for _ in 0..<3 { sender.silence() }
    // 46 slots after 80 ms are due at once: the first 41 are left out.
    #expect(sender.due(at: .milliseconds(980)) == 5)
    let next = sender.packet(payload: 1)
    #expect(next.timestamp &- first.timestamp == 45 * 960)
    #expect(next.marker)
  }

  @Test("a report's timestamp is that of the slots, to the sample")
  func reports() {
    var sender = sender()
    _ = sender.due(at: .milliseconds(100))
    let header = sender.packet(payload: 1)
    #expect(sender.timestamp(at: .milliseconds(100)) == header.timestamp)
    #expect(sender.timestamp(at: .milliseconds(110)) == header.timestamp &+ 480)
    #expect(sender.timestamp(at: .milliseconds(90)) == header.timestamp &- 480)
  }

  @Test("times that leap to the ends of the range do not trap")
  func extremes() {
    for time in [Int64.min, -1, 0, 1, .max, .max / 2] {
      for later in [Int64.min, 0, .max] {
        var sender = sender()
        _ = sender.due(at: MediaTime(nanoseconds: time))
        #expect((0...5).contains(sender.due(at: MediaTime(nanoseconds: later))))
        _ = sender.timestamp(at: MediaTime(nanoseconds: later))
      }
    }
  }
}

@Suite("Telephone events (RFC 4733)") struct TelephoneEventTests {
  @Test("the keys have the numbers of §3.2")
  func keys() {
    let keys = (0..<16).map { TelephoneEvent(event: $0, isEnd: false, duration: 0).digit }
    #expect(keys.compactMap { $0 } == Array("0123456789*#ABCD"))
    #expect(TelephoneEvent(event: 16, isEnd: false, duration: 0).digit == nil)
  }

  @Test("a press of many packets, some late and some twice, is one digit")
  func press() {
    var receiver = DigitReceiver()
    var digits = ""
    func packet(_ key: UInt8, _ isEnd: Bool) -> [UInt8] {
      TelephoneEvent(event: key, isEnd: isEnd, duration: 960).payload
    }
    let presses: [(UInt32, UInt8, Bool)] = [
      (1_000, 1, false), (1_000, 1, false), (1_000, 1, true), (9_000, 1, false), (1_000, 1, true),
      (9_000, 1, true), (20_000, 11, true), (20_000, 11, true), (20_000, 11, true),
    ]
    for (timestamp, key, isEnd) in presses {
      if let digit = receiver.handle(timestamp: timestamp, payload: packet(key, isEnd).span) {
        digits.append(digit)
      }
    }
    #expect(digits == "11#")
  }

  @Test("an event is read as it was written, and a short one not at all")
  func bytes() {
    let event = TelephoneEvent(event: 5, isEnd: true, duration: 0x1234)
    #expect(TelephoneEvent(payload: event.payload.span) == event)
    let short = Array(event.payload.prefix(3))
    #expect(TelephoneEvent(payload: short.span) == nil)
  }

  @Test("100,000 payloads: none traps, and the memory of presses stays small")
  func flood() {
    var receiver = DigitReceiver()
    var noise = Noise(3)
    for _ in 0..<100_000 {
      let bytes = noise.bytes(upTo: 8)
      _ = receiver.handle(timestamp: UInt32.random(in: 0...20, using: &noise), payload: bytes.span)
    }
  }
}

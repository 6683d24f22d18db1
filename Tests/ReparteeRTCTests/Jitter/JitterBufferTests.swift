import ReparteeCore
import ReparteeRTC
import Testing

@Suite("A jitter buffer, step by step") struct JitterBufferTests {
  /// A TOC of 20 ms, and a number to know the packet by.
  private func payload(_ number: Int, size: Int = 40) -> [UInt8] {
    [0x48, UInt8(truncatingIfNeeded: number)] + Array(repeating: 1, count: max(0, size - 2))
  }

  private func put(
    _ buffer: inout JitterBuffer, _ number: Int, at milliseconds: Int64, source: UInt32 = 1,
    size: Int = 40, sequence: Int? = nil
  ) {
    let bytes = payload(number, size: size)
    buffer.insert(
      source: source, sequence: UInt16(truncatingIfNeeded: sequence ?? number),
      timestamp: UInt32(truncatingIfNeeded: number * 960), arrival: .milliseconds(milliseconds),
      payload: bytes.span)
  }

  /// What comes of so many pops, one every 20 ms: numbers of packets, and letters for the rest.
  private func pops(_ buffer: inout JitterBuffer, from start: Int64, count: Int) -> String {
    (0..<Int64(count)).map { index in
      switch buffer.pop(at: .milliseconds(start + index * 20)) {
      case .packet: "\(buffer.payload[1])"
      case .fec: "f\(buffer.payload[1])"
      case .shorten: "-\(buffer.payload[1])"
      case .lengthen: "+\(buffer.payload[1])"
      case .conceal: "c"
      case .silence: "s"
      case .empty: "e"
      }
    }.joined(separator: " ")
  }

  @Test("before the first packet there is nothing, and the first is held for 40 ms")
  func start() {
    var buffer = JitterBuffer()
    #expect(pops(&buffer, from: 0, count: 2) == "e e")
    for number in 0..<4 { put(&buffer, number, at: 50 + Int64(number) * 20) }
    #expect(buffer.pop(at: .milliseconds(80)) == .silence)
    #expect(pops(&buffer, from: 100, count: 3) == "0 1 2")
    #expect(buffer.delay(at: .milliseconds(160)) == .milliseconds(50))
  }

  @Test("packets out of order are played in order, and one that came twice once")
  func order() {
    var buffer = JitterBuffer()
    for number in [2, 0, 1, 1, 3, 0] { put(&buffer, number, at: 0) }
    #expect(buffer.count == 4)
    #expect(pops(&buffer, from: 100, count: 4) == "0 1 2 3")
    #expect(buffer.statistics.duplicates == 2)
  }

  @Test("a lost packet is asked of the next; of three the first two are made up")
  func loss() {
    var buffer = JitterBuffer()
    for number in [0, 1, 3, 4, 8, 9] { put(&buffer, number, at: Int64(number) * 20) }
    #expect(pops(&buffer, from: 50, count: 10) == "0 1 f3 3 4 c c f8 8 9")
  }

  @Test("a packet that comes after its turn is not played")
  func late() {
    var buffer = JitterBuffer()
    for number in [0, 2, 3] { put(&buffer, number, at: Int64(number) * 20) }
    #expect(pops(&buffer, from: 50, count: 3) == "0 f2 2")
    put(&buffer, 1, at: 105)
    #expect(buffer.statistics.late == 1)
    #expect(pops(&buffer, from: 110, count: 1) == "3")
  }

  @Test("after a packet that announces silence nothing is made up, and speech begins anew")
  func discontinuous() {
    var buffer = JitterBuffer()
    put(&buffer, 0, at: 0)
    put(&buffer, 1, at: 20, size: 2)
    #expect(pops(&buffer, from: 45, count: 5) == "0 1 s s s")
    // 200 ms later by both clocks, in sequence.
    put(&buffer, 11, at: 220, sequence: 2)
    put(&buffer, 12, at: 240, sequence: 3)
    #expect(pops(&buffer, from: 245, count: 3) == "s 11 12")
  }

  @Test("when packets stop coming five pops are made up, then there is silence")
  func stop() {
    var buffer = JitterBuffer()
    put(&buffer, 0, at: 0)
    #expect(pops(&buffer, from: 45, count: 8) == "0 c c c c c s s")
  }

  @Test("after a standstill nothing is left out, and packets are shortened until the delay is gone")
  func burst() {
    var buffer = JitterBuffer()
    for number in 0..<50 {
      put(&buffer, number, at: Int64(number) * 20)
      if number > 1 { _ = pops(&buffer, from: Int64(number) * 20 + 5, count: 1) }
    }
    #expect(buffer.statistics.packets == 48)
    _ = pops(&buffer, from: 1_005, count: 2)
    _ = pops(&buffer, from: 1_045, count: 6)
    for number in 50..<56 { put(&buffer, number, at: 1_160) }
    var (shortened, ahead) = (0, Int64(0))
    for tick in 0..<50 {
      let now = 1_165 + Int64(tick) * 20
      put(&buffer, 56 + tick, at: now - 5)
      while ahead < 20 {
        let isShort =
          buffer.pop(at: .milliseconds(now), ahead: .milliseconds(ahead)) == .shorten
        ahead += isShort ? 10 : 20
        shortened += isShort ? 1 : 0
      }
      ahead -= 20
    }
    #expect((6...16).contains(shortened))
    #expect(buffer.statistics.overflowed == 0 && buffer.statistics.late == 0)
    #expect(buffer.delay(at: .milliseconds(2_165)) < .milliseconds(75))
  }

  @Test("a packet is lengthened when the next may come too late")
  func lengthened() {
    var buffer = JitterBuffer()
    for number in 0..<4 { put(&buffer, number, at: Int64(number) * 20) }
    #expect(pops(&buffer, from: 45, count: 4) == "0 1 2 3")
    // From now on all come 60 ms late, but for the quickest.
    var outputs: [String] = []
    for number in 4..<60 {
      put(&buffer, number, at: Int64(number) * 20 + (number % 4 == 0 ? 0 : 60))
      if number > 6 { outputs.append(pops(&buffer, from: Int64(number - 3) * 20 + 45, count: 1)) }
    }
    #expect(outputs.contains { $0.hasPrefix("+") })
    #expect(!outputs.contains { $0.hasPrefix("-") })
    #expect(buffer.statistics.lengthened >= 3)
  }

  @Test("another source, or a leap of the numbers or of the clock, begins anew")
  func resets() {
    var buffer = JitterBuffer()
    put(&buffer, 0, at: 0)
    put(&buffer, 1, at: 20, source: 2)
    #expect(buffer.statistics.resets == 1 && buffer.count == 1)
    put(&buffer, 2, at: 40, source: 2, sequence: 5_000)
    #expect(buffer.statistics.resets == 2)
    put(&buffer, 200, at: 60, source: 2, sequence: 5_001)
    #expect(buffer.statistics.resets == 3)
    #expect(pops(&buffer, from: 110, count: 1) == "200")
  }

  @Test("a flood is bounded: the oldest go, the newest are played")
  func flood() {
    var buffer = JitterBuffer()
    for number in 0..<900 { put(&buffer, number, at: 0) }
    #expect(buffer.count <= 32)
    #expect(buffer.statistics.overflowed >= 800)
    #expect(buffer.pop(at: .milliseconds(50)) == .packet)
  }

  @Test("packets that are empty or too large for audio are refused")
  func sizes() {
    var buffer = JitterBuffer()
    put(&buffer, 0, at: 0, size: 1_281)
    let empty: [UInt8] = []
    buffer.insert(source: 1, sequence: 1, timestamp: 1, arrival: .zero, payload: empty.span)
    #expect(buffer.statistics.refused == 2 && buffer.count == 0)
    #expect(buffer.pop(at: .milliseconds(100)) == .empty)
  }

  @Test("200,000 packets and pops without any sense: none traps, and nothing grows")
  func nonsense() {
    var noise = Noise(5)
    var buffer = JitterBuffer()
    var now: Int64 = 0
    for _ in 0..<200_000 {
      if noise.chance(0.01) { now = Int64(bitPattern: noise.next()) }
      now &+= Int64.random(in: -5_000_000...40_000_000, using: &noise)
      let bytes = noise.bytes(upTo: noise.chance(0.01) ? 1_400 : 8)
      let isNear = noise.chance(0.9)
      buffer.insert(
        source: noise.chance(0.01) ? 2 : 1,
        sequence: UInt16(truncatingIfNeeded: isNear ? UInt64(bitPattern: now >> 24) : noise.next()),
        timestamp: UInt32(
          truncatingIfNeeded: isNear ? UInt64(bitPattern: now >> 14) : noise.next()),
        arrival: MediaTime(nanoseconds: now), payload: bytes.span)
      let output = buffer.pop(at: MediaTime(nanoseconds: now))
      let isEmpty = buffer.payload.isEmpty
      if output == .packet || output == .fec { #expect(!isEmpty) }
    }
    #expect(buffer.count <= 32)
  }
}

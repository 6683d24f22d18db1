import ReparteeCore
import Testing

@testable import ReparteeTransports

/// Messages of 20 ms over an emulated TCP connection.
@Suite("A WebSocket's audio over TCP") struct TcpPathTests {
  /// When each of `count` messages could be read, counted from when it was sent, in ms.
  private func delays(
    _ line: NetworkLine, back: NetworkLine? = nil, count: Int = 500, size: Int = 640,
    path: (TcpPath) -> Void = { _ in }
  ) -> [Double] {
    var tcp = TcpPath(line, back: back ?? line.seeded(9))
    var delays: [Double] = []
    for number in 0..<count + 3_000 {
      let now = MediaTime.milliseconds(Int64(20 * number))
      if number < count {
        var bytes = [UInt8](repeating: 0, count: size)
        bytes[0] = UInt8(truncatingIfNeeded: number)
        tcp.send(bytes, header: 8, at: now)
      }
      for (arrival, message) in tcp.take(until: now) {
        #expect(message.count == size)
        #expect(message[0] == UInt8(truncatingIfNeeded: delays.count), "out of order")
        delays.append((arrival - .milliseconds(Int64(20 * delays.count))).milliseconds)
      }
    }
    path(tcp)
    return delays
  }

  @Test("without loss each message takes one way and no more")
  func clean() {
    let all = delays(NetworkLine(delay: .milliseconds(30)))
    #expect(all.count == 500)
    #expect(all.allSatisfy { $0 == 30 })
  }

  @Test("one loss in twenty holds what follows up by about a round trip and the time to see it")
  func single() {
    let line = NetworkLine(delay: .milliseconds(20), loss: 0.02, seed: 4)
    let all = delays(line, back: NetworkLine(delay: .milliseconds(20)), count: 2_000) { path in
      #expect(path.lost > 10)
      #expect(path.retransmissions >= path.lost)
      #expect(path.timeouts <= path.lost / 5)
    }
    #expect(all.count == 2_000)
    // A loss shows by the next message, 20 ms later and a round trip: 60 ms; the repeated one takes 20 ms more,
    // and up to a quarter of a round trip is waited whether it is only late.
    let held = all.filter { $0 > 20 }
    #expect(held.count > 20)
    let longest = held.sorted()[held.count * 9 / 10]
    #expect((70...140).contains(longest), "\(longest)")
  }

  @Test("all comes, in order, however bad the network", arguments: [0.1, 0.2, 0.3])
  func bad(loss: Double) {
    let line = NetworkLine(
      delay: .milliseconds(20), jitter: .milliseconds(100), loss: loss, seed: 7)
    #expect(delays(line, count: 300).count == 300)
  }

  @Test("packets that overtake each other and come twice change nothing but the time")
  func reordered() {
    let line = NetworkLine(
      delay: .milliseconds(20), jitter: .milliseconds(100), variation: .independent,
      duplication: 0.1, reordering: 0.1, seed: 3)
    #expect(delays(line, count: 300).count == 300)
  }

  @Test("a network that lets nothing through is tried ever more rarely")
  func dead() {
    let line = NetworkLine(delay: .milliseconds(20), loss: 1)
    let all = delays(line) { path in
      #expect(path.timeouts > 3)
      #expect(path.sent < 40)
    }
    #expect(all.isEmpty)
  }

  @Test("what does not fit into the window's share of a lossy line gets later and later")
  func narrow() {
    let line = NetworkLine(delay: .milliseconds(120), loss: 0.1, seed: 2)
    let all = delays(line, count: 1_000)
    let (early, late) = (all[100..<200].max() ?? 0, all[900..<1_000].max() ?? 0)
    #expect(late > early + 1_000)
  }

  @Test("the timer follows RFC 6298: a first measurement, then a smoothed one, and 200 ms at least")
  func timer() {
    var timer = TcpTimer()
    #expect(timer.timeout == .seconds(1))
    timer.measured(.milliseconds(100))
    // SRTT 100, RTTVAR 50.
    #expect(timer.timeout == .milliseconds(300))
    timer.measured(.milliseconds(180))
    // RTTVAR 50 + (80 - 50) / 4 = 57.5; SRTT 110.
    #expect(timer.timeout == .milliseconds(340))
    timer.expired()
    #expect(timer.timeout == .milliseconds(680))
    timer.progressed()
    for _ in 0..<100 { timer.measured(.milliseconds(10)) }
    let rest = timer.timeout - .milliseconds(210)
    #expect(abs(rest.nanoseconds) < 1_000_000)
  }
}

import ReparteeCore
import ReparteeRTC
import Testing

@Suite("A jitter buffer in a bad network") struct JitterSimulationTests {
  struct Network: Sendable, CustomTestStringConvertible {
    var jitter: Int64 = 0
    var loss = 0.0
    var drift = 0.0
    var talk = 0
    var seconds = 60

    var simulation: JitterSimulation {
      JitterSimulation(
        seconds: seconds, loss: loss, duplication: 0.02, jitter: .milliseconds(jitter),
        drift: drift, talk: talk, pause: talk / 2)
    }

    var testDescription: String {
      "jitter \(jitter) ms, loss \(loss), drift \(drift), \(talk == 0 ? "no pauses" : "pauses")"
    }
  }

  static let networks = [Int64(0), 20, 50, 100, 200].flatMap { jitter in
    [0.0, 0.05, 0.2].flatMap { loss in
      [0.0, 0.01, -0.01].flatMap { drift in
        [0, 150].map { Network(jitter: jitter, loss: loss, drift: drift, talk: $0) }
      }
    }
  }

  @Test("packets come out in order and once, about as late as they jitter", arguments: networks)
  func delay(network: Network) {
    let result = network.simulation.run()
    #expect(result.isInOrder)
    #expect(result.statistics.resets == 0 && result.statistics.overflowed == 0)
    let jitter = Double(network.jitter)
    // A pop every 20 ms, 20 ms for clocks that differ, 20 ms for redundancy to come, and 5 ms of rounding.
    let redundancy = network.loss > 0 ? 20.0 : 0
    #expect(result.median <= jitter + 45 + redundancy)
    #expect(result.lateMedian <= jitter + 45 + redundancy)
    #expect(result.longest <= jitter + 80 + redundancy)
  }

  @Test("what is lost is made up or recovered, and hardly more", arguments: networks)
  func concealment(network: Network) {
    let result = network.simulation.run()
    let sent = Double(result.sent)
    let missing = Double(result.sent - result.played)
    let madeUp = Double(result.concealed + result.recovered)
    // Pauses begin with up to five pops made up; 4 % may be late, and clocks are 1 % apart.
    let pauses = network.talk == 0 ? 1.0 : Double(network.seconds) / 4.5 + 1
    #expect(missing <= sent * (network.loss * 1.15 + 0.05))
    #expect(madeUp <= sent * (network.loss * 1.15 + 0.05) + pauses * 5)
    // 1 % of drift is 8 ms of every 800, which is every 40th packet; while two lost in a row are waited for time is won.
    #expect(
      Double(result.shortened) <= sent * (max(0, network.drift) * 2.5 + network.loss * 0.6 + 0.02)
        + 20)
  }

  @Test(
    "of single losses most are recovered from the packet after",
    arguments: [Int64(0), 10, 20, 30, 50, 100])
  func recovery(jitter: Int64) {
    let result = Network(jitter: jitter, loss: 0.05).simulation.run()
    #expect(result.recovered > 3 * result.concealed)
  }

  @Test("in a perfect network nothing is made up, left out or held for more than 40 ms")
  func perfect() {
    let result = Network().simulation.run()
    #expect(result.played == result.sent)
    #expect(result.concealed + result.recovered + result.shortened + result.silences == 0)
    #expect(result.longest <= 40)
  }

  @Test("ten minutes of clocks 1 % apart do not let the delay grow", arguments: [0.01, -0.01])
  func drift(drift: Double) {
    let result = Network(jitter: 50, loss: 0.02, drift: drift, seconds: 600).simulation.run()
    #expect(abs(result.lateMedian - result.median) < 10)
    #expect(result.longest < 130)
    #expect(result.isInOrder)
  }
}

import ReparteeCore
import ReparteeRTC
import Testing

/// Chromium on the same machine, as it was seen: a packet every 20 ms that comes within 5 ms of its time, none in silence,
/// and the receiver's process standing still while the page and the codecs load: twice 120 ms at the start, once 90 ms later.
@Suite("A jitter buffer and a browser on the same machine") struct BrowserPatternTests {
  struct Line: Sendable, CustomTestStringConvertible {
    var slowness = 0.0
    var talk = 0
    var laterStall = Int64(700)
    var testDescription: String {
      "receiver \(slowness) slow, \(talk == 0 ? "no pauses" : "pauses"), stall at \(laterStall) ms"
    }

    func simulation(warmUp: Int64) -> JitterSimulation {
      JitterSimulation(
        seconds: 16, jitter: .milliseconds(5), talk: talk, pause: talk / 5,
        warmUp: .milliseconds(warmUp * 1_000),
        stalls: [
          (.milliseconds(0), .milliseconds(120)), (.milliseconds(125), .milliseconds(120)),
          (.milliseconds(laterStall), .milliseconds(90)),
        ], slowness: slowness)
    }
  }

  static let lines = [0.0, 0.01, -0.01, 0.017].flatMap { slowness in
    [0, 100].flatMap { talk in
      [Int64(700), 5_000].map { Line(slowness: slowness, talk: talk, laterStall: $0) }
    }
  }

  @Test("nothing is left out, and in the middle the delay is below 60 ms", arguments: lines)
  func delay(line: Line) {
    let result = line.simulation(warmUp: 0).run()
    #expect(result.isInOrder)
    #expect(result.statistics.overflowed == 0 && result.statistics.late == 0)
    // A few may still be held at the end.
    #expect(result.statistics.packets >= result.statistics.received - 3)
    #expect(result.median < 60)
    #expect(result.lateMedian < 50)
  }

  @Test("two seconds after a standstill it is forgotten", arguments: lines)
  func recovery(line: Line) {
    let warmUp = (line.laterStall + 90) / 1_000 + 3
    let result = line.simulation(warmUp: warmUp).run()
    #expect(result.longest < 60)
    // Where the packets end, at a pause and at the end, sound is made up for up to 100 ms.
    #expect(result.concealed <= 5 * (line.talk == 0 ? 1 : 8))
  }
}

import ReparteeCore
import Testing

@testable import ReparteeTransports

@Suite struct PathCostTests {
  @Test("Every packet is noted, and none is lost on the way out", arguments: [true, false])
  func counts(isWebRTC: Bool) throws {
    let speech = Voice.samples(seconds: 1, rate: .hz24000)
    let cost = try PathCost.measure(isWebRTC ? .webRTC : .webSocket, speech: speech, count: 400)
    #expect(cost.received.count == 400 && cost.sent.count == 400 && cost.idle.count == 400)
    #expect(cost.unsent.allSatisfy { $0 == 0 })
    #expect((cost.target != nil) == isWebRTC)
    #expect((cost.lead == 0) == isWebRTC)
  }

  @Test("A packet on a WebSocket waits for the block's beat and for nothing else")
  func boundary() throws {
    let speech = Voice.samples(seconds: 1, rate: .hz24000)
    let held = try PathCost.measure(.webSocket, speech: speech, count: 400).held
    // The packets come later and later before the beat: all but the warm-up's share of 20 ms is seen.
    let first = try #require(held.first)
    let last = try #require(held.last)
    #expect(abs(first - 16) < 0.1 && last > 0 && last < 0.1)
    #expect(zip(held, held.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("The jitter buffer holds packets for its target, and up to a block more")
  func target() throws {
    let speech = Voice.samples(seconds: 1, rate: .hz24000)
    let cost = try PathCost.measure(.webRTC, speech: speech, count: 2_000)
    let target = try #require(cost.target)
    #expect(target >= 20 && target < 60)
    let settled = cost.held.suffix(1_000)
    #expect(settled.allSatisfy { $0 > target - 20 && $0 < target + 40 })
  }

  /// Sends every third block's packet with the next.
  private final class Lazy: ServerSide {
    var packetsSent = 0
    func prepare(_ number: Int, at now: MediaTime) {}
    func receive(at now: MediaTime) {}
    func take(into block: inout MutableSpan<Float>, at now: MediaTime) {}
    func give(_ number: Int, at now: MediaTime) {
      packetsSent += number % 3 == 0 ? 0 : number % 3 == 1 ? 2 : 1
    }
    func held(at now: MediaTime) -> MediaTime? { nil }
    var target: MediaTime? { nil }
    var lead: MediaTime { .zero }
  }

  @Test("A block whose packet goes with the next has waited 20 ms")
  func lazy() throws {
    let cost = try PathCost.measure(Lazy(), 300)
    #expect(cost.unsent.filter { $0 == 20 }.count == 100)
    #expect(cost.unsent.filter { $0 == 0 }.count == 200)
  }
}

import Repartee
import ReparteeCore
import Testing

@testable import ReparteeTransports

@Suite("What was sent and has not sounded") struct PlayoutTests {
  private let endpoint = WebSocketEndpoint(
    rate: .hz16000, outRate: .hz16000, speechRate: .hz24000
  ) { _ in }

  @Test("Of a client that says nothing 60 ms are assumed, and no more than was sent")
  func assumed() {
    #expect(endpoint.unplayed == .zero)
    let after = (0..<5).map { _ in
      endpoint.speak(seconds: 0.02)
      return Int(endpoint.unplayed.milliseconds)
    }
    #expect(after == [20, 40, 60, 60, 60])
  }

  @Test("In a silence what is under way sounds out")
  func soundsOut() {
    endpoint.speak(seconds: 1)
    let after = (0..<5).map { _ in
      endpoint.beSilent(blocks: 1)
      return Int(endpoint.unplayed.milliseconds)
    }
    #expect(after == [40, 20, 0, 0, 0])
  }

  @Test(
    "A client that says what it has played is believed, within bounds",
    arguments: [(1_000, 0), (880, 120), (850, 150), (0, 200), (5_000, 0)])
  func acknowledged(played: Int, unplayed: Int64) {
    endpoint.speak(seconds: 1)
    endpoint.receive(.played(milliseconds: played))
    #expect(endpoint.unplayed == .milliseconds(unplayed))
    // It stays as far behind until it says something else.
    endpoint.speak(seconds: 1)
    #expect(endpoint.unplayed == .milliseconds(unplayed))
  }

  @Test("What was cleared does not count, and what was learnt stays")
  func cleared() {
    endpoint.speak(seconds: 1)
    endpoint.receive(.played(milliseconds: 880))
    endpoint.observe(.clear, at: .zero)
    #expect(endpoint.unplayed == .zero)
    // An acknowledgement that was under way when the clear was sent.
    endpoint.receive(.played(milliseconds: 900))
    #expect(endpoint.unplayed == .zero)
    endpoint.speak(seconds: 0.1)
    #expect(endpoint.unplayed == .milliseconds(100))
    endpoint.speak(seconds: 0.9)
    #expect(endpoint.unplayed == .milliseconds(120))
  }

  @Test("What waits for a socket that is stuck has not sounded either")
  func waiting() {
    endpoint.speak(seconds: 1)
    endpoint.setWritable(false)
    endpoint.speak(seconds: 0.5)
    #expect(endpoint.unplayed == .milliseconds(560))
    endpoint.observe(.clear, at: .zero)
    #expect(endpoint.unplayed == .zero)
  }

  @Test("An acknowledgement in a long silence teaches nothing")
  func silent() {
    endpoint.speak(seconds: 1)
    endpoint.beSilent(blocks: 100)
    endpoint.receive(.played(milliseconds: 1_500))
    endpoint.speak(seconds: 1)
    #expect(endpoint.unplayed == .milliseconds(60))
  }
}

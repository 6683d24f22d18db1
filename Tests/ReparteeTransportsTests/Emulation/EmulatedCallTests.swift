import Repartee
import ReparteeCore
import Testing

@testable import ReparteeTransports

/// Babbles all the time and keeps what it hears.
private final class BabblingCaller: AudioEndpoint {
  private var position = 0
  private(set) var heard: [Float] = []

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    for index in block.indices {
      block[index] = Babble.loop[(position + index) % Babble.loop.count]
    }
    position += block.count
    return true
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    for index in agent.indices { heard.append(agent[index]) }
  }
}

/// What both ends of a call hear whose caller and agent say the same.
private struct Heard: Equatable {
  var agent: [Float] = []
  var caller: [Float] = []
  /// How much of the caller's speech had been given after each block, in ms, and how late that was.
  var delays: [Double] = []

  init(_ transport: EmulatedCall.Transport, _ line: NetworkLine, seconds: Int) throws {
    let caller = BabblingCaller()
    let call = try EmulatedCall(
      caller, over: transport, up: line, down: line.seeded(1), speechRate: .hz16000)
    var block = [Float](repeating: 0, count: 320)
    for number in 0..<seconds * 50 {
      var span = block.mutableSpan
      _ = call.nextCallerBlock(into: &span)
      agent += block
      let now = MediaTime.milliseconds(Int64(20 * (number + 1)))
      if let given = call.heard.last.flatMap({ $0 }) {
        delays.append(
          (now - call.time(ofSample: given.samples(at: .hz16000))).milliseconds)
      } else {
        delays.append(0)
      }
      let start = number * 320 % Babble.loop.count
      call.exchange(
        caller: block.span, agent: Babble.loop.span.extracting(start..<start + 320), start: now)
    }
    self.caller = caller.heard
  }
}

@Suite("A call over an emulated network") struct EmulatedCallTests {
  static let lines = [
    NetworkLine(delay: .milliseconds(20)),
    NetworkLine(delay: .milliseconds(20), jitter: .milliseconds(50), loss: 0.02),
  ]

  @Test(
    "the delay that is reckoned is the delay that can be heard",
    arguments: EmulatedCall.Transport.allCases, lines)
  func delay(transport: EmulatedCall.Transport, line: NetworkLine) throws {
    let heard = try Heard(transport, line, seconds: 20)
    let window = Array(heard.agent[5 * 16_000..<15 * 16_000])
    let found = Intelligibility(of: Babble.loudness, in: window, from: 5, speed: 1)
    let reckoned = heard.delays[250..<750].sorted()[250]
    print(
      "EMULATION \(transport.rawValue) loss \(line.loss): score \(found.score), heard \(found.delay) ms, "
        + "reckoned \(reckoned) ms")
    // The measure has steps of 10 ms, and counts from the beginning of the call, not of the caller's clock.
    #expect(abs(found.delay - reckoned) <= 40)
    #expect(found.score > 0.75)
    let back = Array(heard.caller[5 * 16_000..<15 * 16_000])
    let returned = Intelligibility(of: Babble.loudness, in: back, from: 5, speed: 1)
    #expect(returned.score > 0.75)
  }

  @Test("a WebSocket over a good network loses not a bit")
  func exact() throws {
    let heard = try Heard(.webSocket, NetworkLine(delay: .milliseconds(20)), seconds: 5)
    let first = try #require(heard.agent.firstIndex { $0 != 0 })
    let origin = try #require(Babble.loop.firstIndex { abs($0) >= 1 / 32_767 })
    let count = 3 * 16_000
    let worst = (0..<count).map { abs(heard.agent[first + $0] - Babble.loop[origin + $0]) }.max()
    #expect(worst ?? 1 < 2 / 32_768.0)
  }

  @Test("the same seed gives the same call", arguments: EmulatedCall.Transport.allCases)
  func same(transport: EmulatedCall.Transport) throws {
    let line = NetworkLine(
      delay: .milliseconds(20), jitter: .milliseconds(50), loss: 0.1, seed: 5)
    let first = try Heard(transport, line, seconds: 4)
    #expect(try Heard(transport, line, seconds: 4) == first)
    var other = line
    other.seed = 6
    #expect(try Heard(transport, other, seconds: 4) != first)
  }

  @Test("a clock that is 1 % fast does not let WebRTC's delay grow", arguments: [0.01, -0.01])
  func drift(_ drift: Double) throws {
    let line = NetworkLine(
      delay: .milliseconds(20), jitter: .milliseconds(100), loss: 0.05, drift: drift)
    let heard = try Heard(.webRTC, line, seconds: 60)
    let early = heard.delays[250..<750].sorted()[250]
    let late = heard.delays.suffix(500).sorted()[250]
    #expect(abs(late - early) < 60)
  }
}

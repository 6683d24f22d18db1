import Repartee
import ReparteeCore
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(1))) struct EchoEndpointTests {
  /// Says a ramp, and keeps what it is given.
  private final class Ramp: AudioEndpoint {
    var said: Float = 0
    var given: [Float] = []

    func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
      for index in block.indices {
        said += 1e-5
        block[index] = said
      }
      return said < 0.01
    }

    func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
      for index in agent.indices { given.append(agent[index]) }
    }

    var unplayed: MediaTime { .seconds(1) }
  }

  @Test("What the caller says comes back in the same block, and the session hears nothing of it")
  func echoes() {
    let ramp = Ramp()
    let echo = EchoEndpoint(ramp, speechRate: .hz16000)
    let agent = [Float](repeating: 0.5, count: 320)
    for round in 1...4 {
      var block = [Float](repeating: 1, count: 320)
      var span = block.mutableSpan
      #expect(echo.nextCallerBlock(into: &span) == (round < 4))
      #expect(block.allSatisfy { $0 == 0 })
      echo.exchange(caller: block.span, agent: agent.span, start: .zero)
      #expect(ramp.given.count == 320 * round && ramp.given.last == ramp.said)
    }
    #expect(zip(ramp.given, ramp.given.dropFirst()).allSatisfy { $0 < $1 })
    #expect(echo.unplayed == .zero)
  }

  @Test("The echo has the rate of the agent's audio", arguments: [24_000, 44_100])
  func rate(hertz: Int) throws {
    let rate = try #require(SampleRate(hertz))
    let ramp = Ramp()
    let echo = EchoEndpoint(ramp, speechRate: rate)
    for _ in 1...10 {
      var block = [Float](repeating: 0, count: 320)
      var span = block.mutableSpan
      _ = echo.nextCallerBlock(into: &span)
      echo.exchange(caller: block.span, agent: block.span, start: .zero)
    }
    #expect(ramp.given.count == 10 * rate.blockSize)
    #expect(ramp.given.contains { $0 > 0.03 })
  }

  @Test("A server that echoes gives a caller's sound back, from an agent that says nothing")
  func server() async throws {
    try await TestServer.with({ $0.echoesCallers = true }) { client in
      try await TestSocket.open(client, "/v1/audio?agent=shop&rate=16000&out_rate=16000") {
        socket in
        _ = await socket.text(with: "ready")
        try await socket.send(audio: [UInt8](repeating: 0x11, count: 640))
        #expect(await socket.first { if case .audio = $0 { true } else { false } } == .audio(640))
        try await socket.send(text: "{\"type\":\"end\"}")
        #expect(await socket.text(with: "\"type\":\"end\"").contains("caller_gone"))
      }
    }
  }
}

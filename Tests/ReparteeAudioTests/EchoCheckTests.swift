import ReparteeAudio
import Testing

/// A path from the agent to the caller's microphone and back.
struct EchoCase: Sendable, CustomTestStringConvertible {
  var delay: Int
  var gain: Float
  var testDescription: String { "\(delay) ms, \(gain) dB" }
}

@Suite struct EchoCheckTests {
  private static let cases = [
    EchoCase(delay: 0, gain: -6), EchoCase(delay: 20, gain: -20), EchoCase(delay: 125, gain: -12),
    EchoCase(delay: 300, gain: -6), EchoCase(delay: 495, gain: -20),
    EchoCase(delay: 600, gain: -12),
  ]

  @Test("The agent's voice coming back is told, and its delay is learnt", arguments: cases)
  func echo(_ path: EchoCase) {
    let agent = EchoScene.voice(seed: 1, seconds: 6)
    let scene = EchoScene(
      agent: agent, heard: EchoScene.echo(of: agent, delay: path.delay, gain: path.gain))
    var check = EchoCheck()
    let found = scene.run(&check)
    #expect(found.share(from: 2, to: 6) > 0.9)
    #expect(abs((check.delayMilliseconds ?? -1_000) - path.delay) <= 30)
  }

  @Test("Somebody else is no echo", arguments: [UInt64(2), 3, 4, 5])
  func other(seed: UInt64) {
    let agent = EchoScene.voice(seed: 1, seconds: 6)
    let scene = EchoScene(agent: agent, heard: EchoScene.voice(seed: seed, seconds: 6))
    var check = EchoCheck()
    #expect(scene.run(&check).share(from: 0, to: 6) < 0.1)
  }
}

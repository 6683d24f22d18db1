import ReparteeAudio
import ReparteeCore
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
    #expect(abs((check.delay?.milliseconds ?? -1_000) - Double(path.delay)) <= 30)
  }

  @Test(
    "Three tenths of a second from the middle of it is enough, however faint: a pause soon ends it",
    arguments: [
      EchoCase(delay: 40, gain: -10), EchoCase(delay: 120, gain: -20),
      EchoCase(delay: 300, gain: -24),
    ])
  func quick(path: EchoCase) {
    let agent = EchoScene.voice(seed: 1, seconds: 2)
    var heard = EchoScene.echo(of: agent, delay: path.delay, gain: path.gain)
    var noise = Noise(seed: 7)
    for index in heard.indices where !(16_000..<20_800).contains(index) {
      heard[index] = 0.001 * Float.random(in: -1...1, using: &noise)
    }
    var check = EchoCheck()
    let found = EchoScene(agent: agent, heard: heard).run(&check)
    #expect(check.isDecided)
    #expect(found[50..<65].contains { $0 >= 0.6 })
    #expect(abs((check.delay?.milliseconds ?? -1_000) - Double(path.delay)) <= 30)
  }

  @Test("After a silence of both sides it is known at once")
  func afterSilence() {
    var agent = EchoScene.voice(seed: 1, seconds: 6)
    for index in 32_000..<56_000 { agent[index] = 0 }
    let scene = EchoScene(agent: agent, heard: EchoScene.echo(of: agent, delay: 120, gain: -12))
    var check = EchoCheck()
    #expect(scene.run(&check).share(from: 3.7, to: 6) > 0.9)
  }

  @Test("A threshold of one is never reached: it switches the check off")
  func neverOne() {
    let agent = EchoScene.voice(seed: 1, seconds: 3)
    var check = EchoCheck()
    #expect((EchoScene(agent: agent, heard: agent).run(&check).max() ?? 0) < 1)
  }

  @Test("Of forty other voices next to nothing is taken for the agent's")
  func others() {
    let agent = EchoScene.voice(seed: 1, seconds: 4)
    let shares = (UInt64(10)..<50).map { seed -> Float in
      let scene = EchoScene(agent: agent, heard: EchoScene.voice(seed: seed, seconds: 4))
      var check = EchoCheck()
      return scene.run(&check).share(from: 0, to: 4)
    }
    #expect(shares.reduce(0, +) / 40 < 0.04)
    #expect((shares.max() ?? 1) < 0.25)
  }

  @Test("Somebody else is no echo", arguments: [UInt64(2), 3, 4, 5])
  func other(seed: UInt64) {
    let agent = EchoScene.voice(seed: 1, seconds: 6)
    let scene = EchoScene(agent: agent, heard: EchoScene.voice(seed: seed, seconds: 6))
    var check = EchoCheck()
    #expect(scene.run(&check).share(from: 0, to: 6) < 0.1)
  }

  /// Six seconds of echo, over which somebody speaks from the third second on, so much louder.
  private func doubleTalk(louder decibels: Float) -> EchoScene {
    let agent = EchoScene.voice(seed: 1, seconds: 6)
    let echo = EchoScene.echo(of: agent, delay: 180, gain: -14)
    let near = EchoScene.voice(seed: 6, seconds: 6)
    let loudness = Levels(echo.span).rms / Levels(near.span).rms * Levels.amplitude(decibels)
    let heard = echo.indices.map { echo[$0] + ($0 < 3 * 16_000 ? 0 : loudness * near[$0]) }
    return EchoScene(agent: agent, heard: heard)
  }

  @Test(
    "A caller who talks over the echo is told from it",
    arguments: [(Float(0), Float(0.4)), (6, 0.2), (12, 0.1)])
  func overlap(louder: Float, most: Float) {
    var check = EchoCheck()
    let found = doubleTalk(louder: louder).run(&check)
    #expect(found.share(from: 1.5, to: 3) > 0.9)
    #expect(found.share(from: 3.2, to: 6) < most)
  }

  @Test("When the agent stops, what goes on is no echo")
  func stops() {
    var agent = EchoScene.voice(seed: 1, seconds: 5)
    var heard = EchoScene.echo(of: agent, delay: 200, gain: -12)
    let caller = EchoScene.voice(seed: 8, seconds: 5)
    for index in 3 * 16_000..<agent.count {
      agent[index] = 0
      heard[index] = 0.3 * caller[index]
    }
    var check = EchoCheck()
    let found = EchoScene(agent: agent, heard: heard).run(&check)
    #expect(found.share(from: 2, to: 3) > 0.9)
    #expect(found.share(from: 3.4, to: 5) < 0.05)
  }

  @Test("An echo that moves is followed")
  func moves() {
    let agent = EchoScene.voice(seed: 1, seconds: 10)
    let before = EchoScene.echo(of: agent, delay: 100, gain: -12)
    let after = EchoScene.echo(of: agent, delay: 350, gain: -6)
    let heard = agent.indices.map { $0 < 4 * 16_000 ? before[$0] : after[$0] }
    var check = EchoCheck()
    let found = EchoScene(agent: agent, heard: heard).run(&check)
    #expect(found.share(from: 7, to: 10) > 0.9)
    #expect(abs((check.delay?.milliseconds ?? 0) - 350) <= 30)
  }

  @Test("An agent who says nothing has no echo")
  func silent() {
    let caller = EchoScene.voice(seed: 8, seconds: 3)
    let scene = EchoScene(agent: [Float](repeating: 0, count: caller.count), heard: caller)
    var check = EchoCheck()
    #expect(scene.run(&check).allSatisfy { $0 == 0 })
  }

  @Test("Blocks that come in bursts, short, empty or not as numbers do no harm")
  func odd() {
    var check = EchoCheck()
    var noise = Noise(seed: 3)
    for _ in 0..<3_000 {
      var block = noise.samples(Int.random(in: 0...700, using: &noise))
      if !block.isEmpty { block[0] = [.nan, .infinity, 1e30, 0].randomElement(using: &noise) ?? 0 }
      if Bool.random(using: &noise) { check.played(block.span) }
      if Bool.random(using: &noise) {
        let likeness = check.heard(block.span)
        #expect((0...1).contains(likeness))
      }
    }
  }
}

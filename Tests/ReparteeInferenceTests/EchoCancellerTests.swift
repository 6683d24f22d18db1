import Repartee
import ReparteeInference
import Testing

@Suite struct EchoCancellerTests {
  /// Noise that rises and falls, and what a room makes of it 90 ms later and 10 dB quieter.
  private func scene(seconds: Int) -> (agent: [Float], heard: [Float]) {
    var seed: UInt64 = 1
    let agent = (0..<seconds * 16_000).map { index -> Float in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Float(seed >> 40) / Float(1 << 23) - 1
      return noise * (index / 2_400 % 3 == 0 ? 0.01 : 0.15)
    }
    var state: Float = 0
    let heard = agent.indices.map { index -> Float in
      state = 0.6 * state + 0.12 * (index >= 1_440 ? agent[index - 1_440] : 0)
      return state
    }
    return (agent, heard)
  }

  private func power(_ samples: ArraySlice<Float>) -> Float {
    samples.reduce(0) { $0 + $1 * $1 } / Float(samples.count)
  }

  @Test("A home without the library says how to get it")
  func missing() {
    let error = #expect(throws: ModelError.self) {
      _ = try EchoCanceller(home: ModelHome(root: "/nowhere"))
    }
    #expect(error?.code == .missing)
    #expect(error?.message.contains("./repartee setup --aec") == true)
  }

  @Test(
    "The agent's echo is taken out, by 20 dB after two seconds",
    .enabled(if: EchoCanceller.isInstalled(), "needs ./repartee setup --aec"))
  func cancels() throws {
    let canceller = try EchoCanceller()
    let (agent, heard) = scene(seconds: 5)
    var cleaned = heard
    for start in stride(from: 0, to: agent.count, by: 320) {
      let played = Array(agent[start..<start + 320])
      canceller.played(played.span)
      var block = Array(cleaned[start..<start + 320])
      var span = block.mutableSpan
      canceller.process(&span)
      cleaned.replaceSubrange(start..<start + 320, with: block)
    }
    let last = 2 * 16_000..<agent.count
    #expect(power(cleaned[last]) < power(heard[last]) / 100)
  }

  @Test(
    "Blocks of odd sizes and samples that are no numbers do no harm",
    .enabled(if: EchoCanceller.isInstalled(), "needs ./repartee setup --aec"))
  func odd() throws {
    let canceller = try EchoCanceller()
    for count in [0, 1, 159, 160, 333, 4_000] {
      var block = [Float](repeating: .nan, count: count)
      canceller.played(block.span)
      var span = block.mutableSpan
      canceller.process(&span)
      let whole = block.prefix(count / 160 * 160)
      #expect(whole.allSatisfy { $0.isFinite && $0.magnitude <= 1 })
    }
  }
}

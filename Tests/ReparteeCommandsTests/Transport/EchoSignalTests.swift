import ReparteeAudio
import ReparteeCore
import Testing

@testable import ReparteeCommands

@Suite struct EchoSignalTests {
  /// What the microphone hears, at the rate of a browser's audio graph.
  private static let rate = SampleRate.hz24000
  private let microphone = RateConverter(from: .hz48000, to: rate)
    .convert(EchoSignal(count: 3).samples)

  /// The microphone's sound later and softer, in noise; each sweep later than the one before.
  private func speaker(_ delays: [Double?], noise: Float) -> [Float] {
    var random: UInt64 = 7
    var samples = microphone.map { _ in
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return noise * (Float(random >> 40) / Float(1 << 23) - 1)
    }
    let hertz = Double(Self.rate.hertz)
    for (number, delay) in delays.enumerated() {
      guard let delay else { continue }
      let start = Int((EchoSignal.lead + Double(number) * EchoSignal.period - 0.1) * hertz)
      let shift = Int(delay * hertz / 1_000)
      for index in start..<start + Int(0.4 * hertz) {
        samples[index + shift] += 0.3 * microphone[index]
      }
    }
    return samples
  }

  @Test("Each sweep's delay is found, in noise, to a fraction of a millisecond")
  func delays() throws {
    let wanted = [12.0, 187.25, 940]
    let found = EchoSignal.delays(
      microphone: microphone, speaker: speaker(wanted, noise: 0.02), rate: Self.rate)
    #expect(found.count == 3)
    for (found, wanted) in zip(found, wanted) {
      let found = try #require(found)
      #expect(abs(found - wanted) < 0.3)
    }
  }

  @Test("Silence after an echo is like nothing, and a soft echo is one")
  func quiet() throws {
    let found = EchoSignal.delays(
      microphone: microphone, speaker: speaker([80, 90, nil], noise: 0), rate: Self.rate)
    let (first, second) = (try #require(found[0]), try #require(found[1]))
    #expect(abs(first - 80) < 0.3 && abs(second - 90) < 0.3)
    #expect(found[2] == nil)
    let soft = microphone.map { 0.05 * $0 }
    let own = EchoSignal.delays(microphone: microphone, speaker: soft, rate: Self.rate)
    #expect(own == [0, 0, 0])
  }

  @Test("What does not come back, or only noise, is no echo")
  func lost() {
    let found = EchoSignal.delays(
      microphone: microphone, speaker: speaker([50, nil, 60], noise: 0.05), rate: Self.rate)
    #expect(found.count == 3)
    #expect(found.map { $0 == nil } == [false, true, false])
  }

  @Test("A recording that ends before the last echo could come leaves that sweep out")
  func short() {
    let end = Int((EchoSignal.lead + 2.5 * EchoSignal.period) * Double(Self.rate.hertz))
    let whole = speaker([50, 50, 50], noise: 0)
    let found = EchoSignal.delays(
      microphone: Array(microphone[..<end]), speaker: Array(whole[..<end]), rate: Self.rate)
    #expect(found.count == 2)
    #expect(EchoSignal.delays(microphone: [], speaker: [], rate: Self.rate).isEmpty)
  }
}

import ReparteeAudio
import ReparteeCore
import Testing

@Suite struct RateStreamTests {
  private func stream(_ converter: RateConverter, _ samples: [Float], by sizes: [Int]) -> [Float] {
    var converter = converter
    var (result, taken, turn) = ([Float](), 0, 0)
    while taken < samples.count {
      let size = min(sizes[turn % sizes.count], samples.count - taken)
      let expected = converter.outputCount(for: size)
      var block = [Float](repeating: .nan, count: expected)
      var output = block.mutableSpan
      let made = converter.process(samples.span.extracting(taken..<taken + size), into: &output)
      #expect(made == expected)
      result += block
      taken += size
      turn += 1
    }
    return result
  }

  @Test("How a stream is cut does not matter", arguments: RatePair.pairs + RatePair.odd)
  func cuts(_ pair: RatePair) {
    var noise = Noise(seed: 3)
    let samples = noise.samples(6_000)
    let converter = RateConverter(from: pair.source, to: pair.target)
    let whole = stream(converter, samples, by: [6_000])
    #expect(stream(converter, samples, by: [1, 7, 0, 511, 512, 513, 960]) == whole)
    #expect(whole.allSatisfy { $0.isFinite })
  }

  @Test("Blocks of 20 ms make blocks of 20 ms", arguments: RatePair.pairs)
  func blocks(_ pair: RatePair) {
    var converter = RateConverter(from: pair.source, to: pair.target)
    let block = [Float](repeating: 0.5, count: pair.source.blockSize)
    var result = [Float](repeating: 0, count: pair.target.blockSize)
    for _ in 0..<20 {
      var output = result.mutableSpan
      #expect(converter.process(block.span, into: &output) == pair.target.blockSize)
    }
    #expect(result.allSatisfy { abs($0 - 0.5) < 1e-5 })
    #expect(converter.latency < .milliseconds(10))
  }

  @Test("A stream is the whole recording's result, later by the latency", arguments: RatePair.pairs)
  func latency(_ pair: RatePair) {
    let converter = RateConverter(from: pair.source, to: pair.target)
    var impulse = [Float](repeating: 0, count: 2_400)
    impulse[480] = 1
    let peak = { (samples: [Float]) in
      samples.indices.max { samples[$0] < samples[$1] } ?? 0
    }
    let streamed = peak(stream(converter, impulse, by: [160]))
    let whole = peak(converter.convert(impulse))
    let expected = converter.latency.seconds * Double(pair.target.hertz)
    #expect(abs(Double(streamed - whole) - expected) <= 1)
    #expect(whole == 480 * pair.target.hertz / pair.source.hertz)
  }

  @Test("The same rate on both sides passes samples unchanged")
  func same() {
    var noise = Noise(seed: 4)
    let samples = noise.samples(1_000)
    let converter = RateConverter(from: .hz16000, to: .hz16000)
    #expect(stream(converter, samples, by: [100]) == samples)
    #expect(converter.convert(samples) == samples)
    #expect(converter.latency == .zero)
  }

  @Test("A reset converter has forgotten", arguments: [RatePair(.hz48000, .hz16000)])
  func reset(_ pair: RatePair) {
    var converter = RateConverter(from: pair.source, to: pair.target)
    let loud = [Float](repeating: 1, count: 500)
    var result = [Float](repeating: 0, count: 200)
    var output = result.mutableSpan
    _ = converter.process(loud.span, into: &output)
    converter.reset()
    #expect(converter.convert([]) == [])
    let silent = [Float](repeating: 0, count: 480)
    var quiet = [Float](repeating: 1, count: 160)
    var rest = quiet.mutableSpan
    #expect(converter.process(silent.span, into: &rest) == 160)
    #expect(quiet.allSatisfy { $0 == 0 })
  }

  @Test("Any two rates can be made a converter of", arguments: [2_000, 2_001, 44_101, 768_000])
  func extremes(hertz: Int) throws {
    let rate = try #require(SampleRate(hertz))
    for other in [SampleRate.hz16000, .hz48000] {
      let forth = RateConverter(from: rate, to: other).convert(
        [Float](repeating: 0.25, count: 5_000))
      let expected = (5_000 * other.hertz + hertz - 1) / hertz
      #expect(forth.count == expected)
      #expect(forth.allSatisfy { $0.isFinite })
    }
  }
}

import RealModule
import ReparteeAudio
import ReparteeCore
import Testing

@Suite struct BlockTests {
  @Test("Levels of a sine, a square and silence")
  func levels() {
    let sine = (0..<800).map { Float(Double.sin(2 * .pi * Double($0) / 80) * 0.5) }
    let levels = Levels(sine.span)
    #expect(abs(levels.peakDecibels + 6.0206) < 0.001)
    #expect(abs(levels.rmsDecibels + 9.0309) < 0.001)
    #expect(levels.clipped == 0)
    let square = Levels([1, -1, 1, -1].span)
    #expect(square.rms == 1 && square.peak == 1 && square.clipped == 4)
    #expect(Levels([Float]().span).rmsDecibels == Levels.floor)
    #expect(Levels([0, .nan, 0, .infinity].span).peakDecibels == Levels.floor)
    #expect(abs(Levels.amplitude(-20) - 0.1) < 1e-6)
  }

  @Test("Mixing adds, scales and clips")
  func mixes() {
    var sum: [Float] = [0.5, -0.5, 0.9, -0.9, 0.25]
    var span = sum.mutableSpan
    Mixer.add([0.5, 0.5, 0.5, -0.5].span, gain: 0.5, to: &span)
    #expect(sum == [0.75, -0.25, 1, -1, 0.25])
    span = sum.mutableSpan
    Mixer.scale(&span, by: 2)
    #expect(sum == [1, -0.5, 1, -1, 0.5])
  }

  @Test("The shorter channel ends in silence")
  func interleaves() {
    var stereo = [Float](repeating: 9, count: 8)
    var span = stereo.mutableSpan
    #expect(Mixer.interleave(left: [1, 2, 3].span, right: [4].span, into: &span) == 6)
    #expect(stereo == [1, 4, 2, 0, 3, 0, 9, 9])
  }

  @Test("A fade takes 5 ms, without a step, wherever it begins", arguments: [7, 80, 1_000])
  func fades(block: Int) {
    var fade = Fade(rate: .hz16000)
    var output: [Float] = []
    while output.count < 3_000 {
      if output.count >= 500 && output.count < 500 + block { fade.shut() }
      if output.count >= 1_500 && output.count < 1_500 + block { fade.open() }
      var samples = [Float](repeating: 1, count: block)
      var span = samples.mutableSpan
      fade.apply(to: &span)
      output += samples
    }
    let steps = zip(output, output.dropFirst()).map { abs($1 - $0) }
    #expect((steps.max() ?? 1) < 0.02)
    #expect(output.filter { $0 > 0 && $0 < 1 }.count == 2 * 79)
    #expect(output.contains(0) && output.last == 1 && fade.isSettled)
  }

  @Test("A shut fade is silent and says so")
  func shut() {
    var fade = Fade(rate: .hz8000, isOpen: false)
    #expect(fade.isSilent)
    var samples: [Float] = [1, 1, 1]
    var span = samples.mutableSpan
    fade.apply(to: &span)
    #expect(samples == [0, 0, 0])
    fade.open()
    #expect(!fade.isSettled && !fade.isSilent)
  }

  @Test("Shifting the pitch shifts the length", arguments: [0.5, 0.8, 1, 1.25, 2])
  func shifts(factor: Double) throws {
    let shift = try #require(PitchShift(factor: factor))
    let samples = (0..<9_600).map { Float(Double.sin(2 * .pi * 200 * Double($0) / 24_000)) }
    let result = shift.apply(to: samples)
    #expect(result.count == Int((9_600 / shift.factor).rounded(.up)))
    let crossings = zip(result, result.dropFirst()).filter { ($0 < 0) != ($1 < 0) }.count
    // 80 periods, whatever their length.
    #expect(abs(crossings - 160) <= 1)
  }

  @Test("Factors beyond reason are refused", arguments: [0, 0.49, 2.01, -1, .nan, .infinity])
  func refuses(factor: Double) {
    #expect(PitchShift(factor: factor) == nil)
  }
}

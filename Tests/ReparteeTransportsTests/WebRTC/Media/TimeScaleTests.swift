import ReparteeCore
import Testing

@testable import ReparteeTransports

#if canImport(Glibc)
  import Glibc
#endif

@Suite("A frame in less or more time") struct TimeScaleTests {
  /// Two harmonics of a pitch, at 16 kHz.
  private static func tone(_ hertz: Double, from start: Int = 0, count: Int) -> [Float] {
    (start..<start + count).map { index in
      let phase = 2 * Double.pi * hertz * Double(index) / 16_000
      return Float(0.3 * sin(phase) + 0.1 * sin(2 * phase))
    }
  }

  @Test(
    "A voice loses or gains whole periods, and goes on as if nothing had happened",
    arguments: [110.0, 150, 200, 320])
  func voice(hertz: Double) {
    let period = 16_000 / hertz
    var short = Self.tone(hertz, count: 320) + [Float](repeating: 9, count: 200)
    var long = short
    for (count, samples, sign) in [
      (TimeScale.shorten(&short, first: 320), short, -1.0),
      (TimeScale.lengthen(&long, first: 320), long, 1.0),
    ] {
      let periods = sign * Double(count - 320) / period
      #expect(periods > 0.5 && abs(periods - periods.rounded()) * period < 1.5)
      // The first samples and the last are those of the frame, and the wave between is the same wave.
      let wave = Self.tone(hertz, count: count)
      let worst = zip(samples[..<count], wave).reduce(Float(0)) { max($0, ($1.0 - $1.1).magnitude) }
      #expect(worst < 0.1)
      #expect((samples[0] - wave[0]).magnitude < 0.01)
      #expect(samples[count - 1] == Self.tone(hertz, count: 320)[319])
    }
  }

  @Test("Of silence 10 ms are left out or added")
  func silence() {
    var samples = [Float](repeating: 0, count: 640)
    #expect(TimeScale.shorten(&samples, first: 320) == 160)
    #expect(TimeScale.lengthen(&samples, first: 320) == 480)
  }

  @Test("What is like itself nowhere, and what is too short or has no room, stays as it is")
  func unlike() {
    var random = Seeded(seed: 1)
    let noise = (0..<320).map { _ in Float.random(in: -1...1, using: &random) }
    var samples = noise
    #expect(TimeScale.shorten(&samples, first: 320) == 320)
    #expect(TimeScale.lengthen(&samples, first: 320) == 320)
    #expect(samples == noise)
    var quiet = [Float](repeating: 0, count: 320)
    #expect(TimeScale.lengthen(&quiet, first: 320) == 320)
    for count in [0, 1, 80, 119] { #expect(TimeScale.shorten(&quiet, first: count) == count) }
    #expect(TimeScale.shorten(&quiet, first: 1_000) == 1_000)
  }
}

@Suite("Samples that wait") struct SampleQueueTests {
  @Test(
    "They come out in order, the oldest go when there is no room, silence fills what is missing")
  func order() {
    var queue = SampleQueue(capacity: 10)
    var model: [Float] = []
    var random = Seeded(seed: 2)
    var next: Float = 1
    for _ in 0..<2_000 {
      let number = Int.random(in: -1...13, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        queue.appendSilence(number)
        model += [Float](repeating: 0, count: max(0, number))
      case 1, 2:
        let new = (0..<max(0, number)).map { next + Float($0) }
        next += Float(new.count)
        queue.append(new, first: new.count)
        model += new
      default:
        var block = [Float](repeating: -1, count: max(0, number))
        var span = block.mutableSpan
        queue.take(into: &span)
        let expected = Array(model.prefix(block.count))
        #expect(block == expected + [Float](repeating: 0, count: block.count - expected.count))
        model.removeFirst(expected.count)
      }
      model = model.suffix(10)
      #expect(queue.count == model.count)
    }
  }
}

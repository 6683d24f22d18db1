import RealModule
import ReparteeAudio
import ReparteeCore
import Testing

/// Two rates that audio is converted between.
struct RatePair: Sendable, CustomTestStringConvertible {
  var source: SampleRate
  var target: SampleRate
  var testDescription: String { "\(source.hertz) to \(target.hertz) Hz" }

  init(_ source: SampleRate, _ target: SampleRate) {
    self.source = source
    self.target = target
  }

  /// Half the lower rate, in hertz.
  var limit: Double { Double(min(source.hertz, target.hertz)) / 2 }

  static let media: [SampleRate] = [.hz8000, .hz16000, .hz24000, .hz48000]
  static let pairs = media.flatMap { a in media.filter { $0 != a }.map { RatePair(a, $0) } }
  static let odd = [11_025, 22_050, 44_100, 44_056, 47_999].compactMap { SampleRate($0) }.flatMap {
    [RatePair($0, .hz16000), RatePair(.hz24000, $0)]
  }
}

@Suite struct RateConverterTests {
  private func tone(_ hertz: Double, _ rate: SampleRate, count: Int) -> [Float] {
    (0..<count).map { Float(Double.sin(2 * .pi * hertz * Double($0) / Double(rate.hertz) + 0.3)) }
  }

  /// The power of all but the ends.
  private func decibels(_ samples: [Float], against expected: [Float]? = nil) -> Double {
    let margin = samples.count / 4
    var (sum, reference) = (0.0, 0.0)
    for index in margin..<samples.count - margin {
      let difference = Double(samples[index]) - Double(expected?[index] ?? 0)
      sum += difference * difference
      reference += 0.5
    }
    return 10 * Double.log10(max(sum / reference, 1e-20))
  }

  @Test(
    "Tones in the pass band come out the same, in place", arguments: RatePair.pairs + RatePair.odd)
  func passes(_ pair: RatePair) {
    let converter = RateConverter(from: pair.source, to: pair.target)
    for share in stride(from: 0.02, through: 0.84, by: 0.082) {
      let samples = tone(share * pair.limit, pair.source, count: pair.source.hertz / 8)
      let result = converter.convert(samples)
      let expected = tone(share * pair.limit, pair.target, count: result.count)
      #expect(
        abs(result.count * pair.source.hertz - samples.count * pair.target.hertz) < 48_000 * 2)
      #expect(decibels(result, against: expected) < -75, "at \(share) of half the lower rate")
    }
  }

  @Test(
    "Everything past half the target's rate is 80 dB down", arguments: RatePair.pairs + RatePair.odd
  )
  func stops(_ pair: RatePair) {
    guard pair.source.hertz > pair.target.hertz else { return }
    let converter = RateConverter(from: pair.source, to: pair.target)
    let top = Double(pair.source.hertz) / 2
    for step in 0...60 {
      let hertz = pair.limit + (top - pair.limit) * Double(step) / 60 * 0.999
      let result = converter.convert(tone(hertz, pair.source, count: pair.source.hertz / 8))
      #expect(decibels(result) < -80, "at \(hertz) Hz")
    }
  }

  @Test(
    "Images above half the source's rate are 80 dB down", arguments: RatePair.pairs + RatePair.odd)
  func images(_ pair: RatePair) {
    guard pair.source.hertz < pair.target.hertz else { return }
    let converter = RateConverter(from: pair.source, to: pair.target)
    // Where the image lies past the pass band, what is left after taking the tone away is the image.
    for share in stride(from: 0.05, through: 0.84, by: 0.05) {
      let hertz = share * pair.limit
      let result = converter.convert(tone(hertz, pair.source, count: pair.source.hertz / 8))
      #expect(residue(result, hertz: hertz, pair.target) < -80, "of a tone at \(hertz) Hz")
    }
  }

  /// What is left of the middle of `samples` without its best fitting tone, in dB.
  private func residue(_ samples: [Float], hertz: Double, _ rate: SampleRate) -> Double {
    let margin = samples.count / 4
    let middle = samples[margin..<samples.count - margin]
    var (ss, cc, sc, xs, xc) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for index in middle.indices {
      let angle = 2 * Double.pi * hertz * Double(index) / Double(rate.hertz)
      let (s, c, x) = (Double.sin(angle), Double.cos(angle), Double(middle[index]))
      (ss, cc, sc) = (ss + s * s, cc + c * c, sc + s * c)
      (xs, xc) = (xs + x * s, xc + x * c)
    }
    let determinant = ss * cc - sc * sc
    let (a, b) = ((xs * cc - xc * sc) / determinant, (xc * ss - xs * sc) / determinant)
    var sum = 0.0
    for index in middle.indices {
      let angle = 2 * Double.pi * hertz * Double(index) / Double(rate.hertz)
      let rest = Double(middle[index]) - a * Double.sin(angle) - b * Double.cos(angle)
      sum += rest * rest
    }
    return 10 * Double.log10(max(sum / (0.5 * Double(middle.count)), 1e-20))
  }
}

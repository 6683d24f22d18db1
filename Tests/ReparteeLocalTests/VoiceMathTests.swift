import Foundation
import Testing

@testable import ReparteeLocal

@Suite("Vector functions of the voice")
struct VoiceMathTests {
  @Test(
    "They agree with the C library", arguments: [-80, -12.5, -1, -1e-3, 0, 0.3, 1, 2.7, 6.9, 44])
  func agreement(x: Float) {
    func first(_ value: Octet) -> Double { Double(value[3]) }
    let octet = Octet(repeating: x)
    let exact = Foundation.exp(Double(x))
    #expect(abs(first(VectorMath.exp(octet)) / exact - 1) < 4e-6)
    #expect(abs(first(VectorMath.tanh(octet)) - Foundation.tanh(Double(x))) < 1e-6)
    let circle = VectorMath.circle(turns: octet)
    #expect(abs(first(circle.cosine) - Foundation.cos(2 * .pi * Double(x))) < 4e-6)
    #expect(abs(first(circle.sine) - Foundation.sin(2 * .pi * Double(x))) < 4e-6)
    if x > 0 {
      #expect(abs(first(VectorMath.log(octet)) - Foundation.log(Double(x))) < 2e-6)
    }
  }

  @Test("Extremes saturate instead of becoming nonsense")
  func extremes() {
    #expect(VectorMath.exp(Octet(repeating: -1e9))[0] < 1e-37)
    #expect(VectorMath.exp(Octet(repeating: 1e9))[0].isFinite)
    #expect((0.999_999...1).contains(VectorMath.tanh(Octet(repeating: 1e9))[0]))
  }

  @Test("Noise has variance 1 in both parts and no mean")
  func noiseMoments() {
    var (sum, square, mixed) = (0.0, 0.0, 0.0)
    let frames = 400
    for frame in 0..<frames {
      var noise = VoiceNoise(seed: 7, frame: frame)
      for _ in 0..<75 {
        let (radius, turns) = noise.next()
        let (c, s) = VectorMath.circle(turns: turns)
        for lane in 0..<8 {
          let (re, im) = (Double(radius[lane] * c[lane]), Double(radius[lane] * s[lane]))
          sum += re + im
          square += re * re + im * im
          mixed += re * im
        }
      }
    }
    let count = Double(frames * 600)
    #expect(abs(sum / count) < 0.01)
    #expect(abs(square / count / 2 - 1) < 0.01)
    #expect(abs(mixed / count) < 0.01)
  }

  @Test("Noise depends on seed and frame, and on nothing else")
  func noiseIsRepeatable() {
    func start(_ seed: UInt64, _ frame: Int) -> Octet {
      var noise = VoiceNoise(seed: seed, frame: frame)
      return noise.next().radius
    }
    #expect(start(1, 5) == start(1, 5))
    #expect(start(1, 5) != start(1, 6))
    #expect(start(1, 5) != start(2, 5))
  }
}

import RealModule
import ReparteeAudio
import Testing

@Suite struct RealFFTTests {
  private struct Spectrum {
    var real: [Float]
    var imaginary: [Float]
  }

  private func forward(_ fft: RealFFT, _ samples: [Float]) -> Spectrum {
    var real = [Float](repeating: 0, count: fft.bins)
    var imaginary = real
    // What scratch holds before must not matter.
    var scratch = [Float](repeating: .nan, count: fft.scratchCount)
    var re = real.mutableSpan
    var im = imaginary.mutableSpan
    var work = scratch.mutableSpan
    fft.forward(samples.span, real: &re, imaginary: &im, scratch: &work)
    return Spectrum(real: real, imaginary: imaginary)
  }

  private func definition(_ samples: [Float], bin: Int) -> (Double, Double) {
    var sum = (0.0, 0.0)
    for (index, sample) in samples.enumerated() {
      let angle = -2 * Double.pi * Double(index * bin % samples.count) / Double(samples.count)
      sum.0 += Double(sample) * Double.cos(angle)
      sum.1 += Double(sample) * Double.sin(angle)
    }
    return sum
  }

  @Test(
    "A transform equals its definition and its inverse undoes it",
    arguments: [2, 4, 6, 10, 12, 18, 30, 50, 64, 90, 240, 256, 400, 512, 1200, 2048])
  func equalsDefinition(count: Int) throws {
    let fft = try #require(RealFFT(count: count))
    var noise = Noise(seed: UInt64(count))
    let samples = noise.samples(count)
    let spectrum = forward(fft, samples)
    #expect(fft.bins == count / 2 + 1)
    for bin in 0..<fft.bins {
      let (re, im) = definition(samples, bin: bin)
      #expect(abs(Double(spectrum.real[bin]) - re) < 2e-5)
      #expect(abs(Double(spectrum.imaginary[bin]) - im) < 2e-5)
    }
    var back = [Float](repeating: 0, count: count)
    var scratch = [Float](repeating: .nan, count: fft.scratchCount)
    var output = back.mutableSpan
    var work = scratch.mutableSpan
    fft.inverse(
      real: spectrum.real.span, imaginary: spectrum.imaginary.span, samples: &output,
      scratch: &work)
    #expect(zip(samples, back).allSatisfy { abs($0 - $1) < 2e-6 })
  }

  @Test("Lengths it cannot do are refused", arguments: [-2, 0, 1, 3, 14, 22, 401])
  func refuses(count: Int) {
    #expect(RealFFT(count: count) == nil)
  }
}

import Foundation

/// Mel energies of one frame in double precision.
///
/// The network is quantised, and jumps: a millionth more in some feature can move its answer by
/// 0.1. So features are made as precisely as its authors' are, not just as well as is audible.
///
/// A transform of 400 real samples is 16 of 25 samples, of which the first 13 values tell the rest,
/// and 13 of 16 complex numbers.
struct SmartTurnSpectrum {
  static let frame = 400
  static let bands = 80
  private typealias Row = SIMD16<Double>

  /// Hann's window, periodic.
  private let window: [Double]
  /// cos and -sin of 2 pi k n / 25, for k in 0..<13 and n in 0..<25.
  private let long: [SIMD2<Double>]
  /// cos and -sin of 2 pi k n / 400, for k in 0..<13 in rows of n in 0..<16.
  private let turns: [(re: Row, im: Row)]
  /// cos and -sin of 2 pi k n / 16, for n in 0..<16 in rows of k in 0..<16.
  private let short: [(re: Row, im: Row)]
  private let filters: [(first: Int, weights: [Double])]
  /// The energy a band hears of a power of 1 in bin 1, for the bands that hear it.
  let lowest: [Double]

  private var rows = [SIMD16<Double>](repeating: .zero, count: 25)
  private var power = [Double](repeating: 0, count: 201)
  /// Bin 1 of the last frame, which tells how a constant would change its energies.
  private(set) var tone = SIMD2<Double>.zero
  /// Bin 1 of a frame of ones.
  static let constantTone = SIMD2<Double>(-100, 0)

  init() {
    func turn(_ product: Int, _ count: Int) -> SIMD2<Double> {
      let angle = 2 * Double.pi * Double(product % count) / Double(count)
      return SIMD2(cos(angle), -sin(angle))
    }
    func row(_ body: (Int) -> SIMD2<Double>) -> (re: Row, im: Row) {
      var (re, im) = (Row.zero, Row.zero)
      for index in 0..<16 { (re[index], im[index]) = (body(index).x, body(index).y) }
      return (re, im)
    }
    window = (0..<Self.frame).map { 0.5 - 0.5 * turn($0, Self.frame).x }
    long = (0..<13 * 25).map { turn($0 / 25 * ($0 % 25), 25) }
    turns = (0..<13).map { k in row { turn(k * $0, 400) } }
    short = (0..<16).map { n in row { turn(n * $0, 16) } }
    filters = Self.makeFilters()
    lowest = filters.prefix { $0.first <= 1 }.map { $0.first == 1 ? $0.weights.first ?? 0 : 0 }
  }

  /// The energies of a frame of 400 samples. Allocates nothing.
  /// - Parameter energies: where the 80 energies go, from `start` on.
  mutating func analyze(_ samples: [Float], into energies: inout [Float], at start: Int) {
    transform(samples)
    for (band, filter) in filters.enumerated() {
      var sum = 0.0
      for (offset, weight) in filter.weights.enumerated() {
        sum += weight * power[filter.first + offset]
      }
      energies[start + band] = Float(sum)
    }
  }

  private mutating func transform(_ samples: [Float]) {
    for n in 0..<25 {
      for index in 0..<16 {
        let place = 16 * n + index
        rows[n][index] = Double(samples[place]) * window[place]
      }
    }
    for k in 0..<13 {
      var (re, im) = (Row.zero, Row.zero)
      for n in 0..<25 {
        re += rows[n] * long[25 * k + n].x
        im += rows[n] * long[25 * k + n].y
      }
      let turn = turns[k]
      combine(k, re * turn.re - im * turn.im, re * turn.im + im * turn.re)
    }
  }

  /// The bins k, k + 25, k + 50… from what the 16 interleaved parts have at k.
  private mutating func combine(_ k: Int, _ re: Row, _ im: Row) {
    var (sumRe, sumIm) = (Row.zero, Row.zero)
    for n in 0..<16 {
      sumRe += short[n].re * re[n] - short[n].im * im[n]
      sumIm += short[n].im * re[n] + short[n].re * im[n]
    }
    if k == 1 { tone = SIMD2(sumRe[0], sumIm[0]) }
    let powers = sumRe * sumRe + sumIm * sumIm
    for index in 0..<16 {
      let bin = k + 25 * index
      // The upper half mirrors the lower.
      power[bin <= 200 ? bin : 400 - bin] = powers[index]
    }
  }

  /// Triangles evenly spaced on Slaney's mel scale, of equal area, from 0 to 8 kHz.
  private static func makeFilters() -> [(first: Int, weights: [Double])] {
    let top = 15 + 27 / log(6.4) * log(8.0)
    let edges = (0..<bands + 2).map { index in
      let mel = top * Double(index) / Double(bands + 1)
      return mel < 15 ? mel * 200 / 3 : 1_000 * exp((mel - 15) * log(6.4) / 27)
    }
    return (0..<bands).map { band in
      let (low, middle, high) = (edges[band], edges[band + 1], edges[band + 2])
      let weights = (0...200).map { bin in
        let hertz = 40 * Double(bin)
        let side = min((hertz - low) / (middle - low), (high - hertz) / (high - middle))
        return max(0, side) * 2 / (high - low)
      }
      let first = weights.firstIndex { $0 > 0 } ?? 0
      return (first, Array(weights[first...].prefix { $0 > 0 }))
    }
  }
}

internal import RealModule

/// The filter of a rate converter: a row of coefficients for each place an output can have between two inputs.
///
/// A sinc under Kaiser's window. It passes up to 0.85 of the lower rate's half, and stops from that half on.
struct ResamplingKernel: Sendable {
  /// Design attenuation, in dB; a little above what is promised, since the coefficients are rounded.
  private static let attenuation = 88.0
  /// Where the transition lies, as a share of half the lower rate.
  private static let transition = (from: 0.85, to: 1.0)
  /// With more places than this they are not all kept: the places of a grid are, and rows are mixed.
  private static let mostRows = 640
  private static let gridRows = 256

  /// Coefficients a row; a multiple of 8.
  let taps: Int
  /// Output places between two inputs that are kept.
  let rows: Int
  /// Every place an output can have is a row of its own.
  let isExact: Bool
  /// Row after row; the row for the place of the next input itself comes last, to mix with.
  let coefficients: [Float]

  /// - Parameters:
  ///   - places: how many places an output can have.
  ///   - bandwidth: the lower rate by the input's rate, at most 1.
  init(places: Int, bandwidth: Double) {
    let width = Double.pi * bandwidth * (Self.transition.to - Self.transition.from)
    let length = ((Self.attenuation - 7.95) / (2.285 * width)).rounded(.up)
    let taps = max(8, (Int(length) + 8) & ~7)
    let exact = places <= Self.mostRows
    let rows = exact ? places : Self.gridRows
    let cutoff = bandwidth * (Self.transition.from + Self.transition.to) / 2
    self.taps = taps
    self.rows = rows
    isExact = exact
    coefficients = (0...rows).flatMap {
      Self.row(place: Double($0) / Double(rows), taps: taps, cutoff: cutoff)
    }
  }

  /// Inputs from the oldest under the window to the place an output has, less its part of a sample.
  var centre: Int { taps / 2 - 1 }

  private static func row(place: Double, taps: Int, cutoff: Double) -> [Float] {
    let half = Double(taps) / 2
    let beta = 0.1102 * (attenuation - 8.7)
    let row = (0..<taps).map { index in
      let distance = Double(index) - (half - 1) - place
      let share = distance / half
      let window = bessel(beta * max(0, 1 - share * share).squareRoot())
      let angle = Double.pi * cutoff * distance
      return window * (angle == 0 ? 1 : Double.sin(angle) / angle)
    }
    // Each row passes a constant unchanged, lest the places be heard as a tone.
    let sum = row.reduce(0, +)
    return row.map { Float($0 / sum) }
  }

  /// The modified Bessel function of the first kind and order 0, by its series.
  private static func bessel(_ x: Double) -> Double {
    var (sum, term, step) = (1.0, 1.0, 1.0)
    while term > 1e-12 * sum {
      term *= (x / (2 * step)) * (x / (2 * step))
      sum += term
      step += 1
    }
    return sum
  }
}

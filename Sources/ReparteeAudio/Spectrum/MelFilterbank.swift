internal import RealModule

/// Triangular filters, evenly spaced on Slaney's mel scale and of equal area, from 0 Hz up to half the rate.
///
/// Kept sparse: each bin feeds two filters at most.
public struct MelFilterbank: Sendable {
  /// Filters.
  public let bands: Int
  /// Bins of the power spectra it takes.
  public let bins: Int
  private struct Band {
    var first: Int
    var count: Int
    var offset: Int
  }
  private let layout: [Band]
  private let weights: [Float]

  /// The filters of Whisper and Smart Turn: 80 bands over the 201 bins of 400 samples at 16 kHz.
  public static let speech = MelFilterbank(bands: 80, bins: 201, top: 8_000)

  /// - Parameters:
  ///   - bands: how many filters; at least 1.
  ///   - bins: bins of a power spectrum, from 0 Hz to `top`; at least 2.
  ///   - top: half the sample rate, in hertz.
  public init(bands: Int, bins: Int, top: Double) {
    precondition(bands > 0 && bins > 1 && top > 0, "A filter bank needs bands, bins and a range.")
    let step = Self.mels(top) / Double(bands + 1)
    let edges = (0...bands + 1).map { Self.hertz(Double($0) * step) }
    var layout: [Band] = []
    var weights: [Float] = []
    for band in 0..<bands {
      let (low, middle, high) = (edges[band], edges[band + 1], edges[band + 2])
      let triangle = (0..<bins).map { bin in
        let frequency = top * Double(bin) / Double(bins - 1)
        let side = min((frequency - low) / (middle - low), (high - frequency) / (high - middle))
        return Float(max(0, side) * 2 / (high - low))
      }
      let first = triangle.firstIndex { $0 > 0 } ?? 0
      let last = triangle.lastIndex { $0 > 0 } ?? -1
      layout.append(Band(first: first, count: max(0, last - first + 1), offset: weights.count))
      if last >= first { weights += triangle[first...last] }
    }
    self.bands = bands
    self.bins = bins
    self.layout = layout
    self.weights = weights
  }

  /// The energy in each band.
  /// - Parameters:
  ///   - power: |X|² of `bins` bins.
  ///   - energies: where `bands` energies go. Allocates nothing.
  public func apply(to power: Span<Float>, energies: inout MutableSpan<Float>) {
    precondition(power.count >= bins && energies.count >= bands, "A buffer is too short.")
    unsafe power.withUnsafeBufferPointer { power in
      unsafe weights.withUnsafeBufferPointer { weights in
        for (index, band) in layout.enumerated() {
          var sum: Float = 0
          for k in 0..<band.count {
            unsafe sum += power[band.first &+ k] * weights[band.offset &+ k]
          }
          energies[index] = sum
        }
      }
    }
  }

  /// Slaney's scale: linear below 1 kHz, logarithmic above.
  private static func mels(_ hertz: Double) -> Double {
    hertz < 1_000 ? hertz * 3 / 200 : 15 + 27 / Double.log(6.4) * Double.log(hertz / 1_000)
  }

  private static func hertz(_ mels: Double) -> Double {
    mels < 15 ? mels * 200 / 3 : 1_000 * Double.exp((mels - 15) * Double.log(6.4) / 27)
  }
}

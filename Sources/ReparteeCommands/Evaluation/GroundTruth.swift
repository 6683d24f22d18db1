internal import Foundation

/// Where the sound of a clean recording begins and ends, by its energy alone.
///
/// No voice detector takes part, so that all can be measured against it. A frame of 10 ms is active within
/// 30 dB of the 95th percentile frame; three in a row are sound.
struct GroundTruth: Sendable, Equatable {
  /// Samples of a frame.
  static let frame = 160
  static let range: Float = 30

  /// The first sample of the first run of three active frames.
  var onset: Int
  /// The sample after the last such run.
  var offset: Int
  /// Whether each frame is active.
  var isActive: [Bool]

  /// - Parameter samples: 16 kHz mono, before anything is scaled or added.
  init(_ samples: [Float]) {
    let levels = Self.levels(of: samples)
    let threshold = Float(percentile(levels.map(Double.init), 0.95) ?? 0) - Self.range
    let active = levels.map { $0 > threshold }
    let runs = active.indices.filter {
      $0 + 2 < active.count && active[$0] && active[$0 + 1] && active[$0 + 2]
    }
    isActive = active
    onset = (runs.first ?? 0) * Self.frame
    offset = runs.last.map { ($0 + 3) * Self.frame } ?? samples.count
  }

  /// The root of the mean square over the active frames.
  func activeLevel(of samples: [Float]) -> Float {
    var (sum, count) = (0.0, 0)
    for (index, active) in isActive.enumerated() where active {
      for sample in samples[index * Self.frame..<(index + 1) * Self.frame] {
        sum += Double(sample * sample)
      }
      count += Self.frame
    }
    return count > 0 ? Float((sum / Double(count)).squareRoot()) : 0
  }

  /// The level of each whole frame in decibels of full scale.
  static func levels(of samples: [Float]) -> [Float] {
    (0..<samples.count / frame).map { index in
      var sum = 0.0
      for sample in samples[index * frame..<(index + 1) * frame] { sum += Double(sample * sample) }
      return Float(10 * log10(sum / Double(frame) + 1e-12))
    }
  }
}

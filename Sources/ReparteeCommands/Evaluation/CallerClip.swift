internal import Foundation

/// A recording as a caller says it: at the level of the line, with its true beginning and end.
struct CallerClip: Sendable {
  /// The level over the active frames, in decibels of full scale.
  static let level: Float = -23

  var name: String
  /// 16 kHz mono.
  var samples: [Float]
  /// True first sample of the sound, and the one after its last.
  var onset: Int
  var offset: Int
  /// What a recogniser reports; empty for noise.
  var text: String

  /// - Parameters:
  ///   - samples: 16 kHz mono, clean and at any level.
  ///   - cut: the part to keep, in seconds; nil for all of it.
  ///   - burst: keep no more than this many seconds after the onset, and 50 ms before it: a short noise.
  ///   - level: decibels of full scale over the active frames.
  init(
    name: String, samples: [Float], text: String = "", cut: ClosedRange<Double>? = nil,
    burst: Double? = nil, level: Float = Self.level
  ) {
    var kept = cut.map { Self.part($0, of: samples) } ?? samples
    if let burst {
      let whole = GroundTruth(kept)
      let from = max(0, whole.onset - 800)
      let to = min(whole.offset + 800, whole.onset + Int(burst * 16_000), kept.count)
      kept = Array(kept[min(from, to)..<to])
    }
    let truth = GroundTruth(kept)
    let loudness = truth.activeLevel(of: kept)
    let gain = loudness > 0 ? pow(10, level / 20) / loudness : 1
    self.name = name
    self.text = text
    self.samples = kept.map { Self.line($0 * gain) }
    onset = truth.onset
    offset = truth.offset
  }

  /// In seconds.
  var length: Double { Double(samples.count) / 16_000 }

  /// What a line of 16 bits carries of a sample.
  static func line(_ sample: Float) -> Float {
    (max(-1, min(1, sample)) * 32_767).rounded(.towardZero) / 32_768
  }

  private static func part(_ range: ClosedRange<Double>, of samples: [Float]) -> [Float] {
    let from = min(max(0, Int(range.lowerBound * 16_000)), samples.count)
    let to = min(max(from, Int(range.upperBound * 16_000)), samples.count)
    return Array(samples[from..<to])
  }
}

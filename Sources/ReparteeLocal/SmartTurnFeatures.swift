/// The features of a recording as a stream arrives at them, for checking.
package enum SmartTurnFeatures {
  /// - Parameters:
  ///   - samples: 16 kHz mono, all of the turn.
  ///   - block: how many come at a time.
  package static func incremental(_ samples: [Float], block: Int) -> [Float] {
    var history = SmartTurnHistory()
    for start in stride(from: 0, to: samples.count, by: block) {
      history.append(samples.span.extracting(start..<min(start + block, samples.count)))
    }
    return features(of: history.window(from: 0))
  }

  /// The same in one pass.
  package static func exact(_ samples: [Float]) -> [Float] {
    features(of: SmartTurnWindow(recording: samples))
  }

  private static func features(of window: SmartTurnWindow) -> [Float] {
    var features = [Float](
      repeating: 0, count: SmartTurnHistory.frames * SmartTurnHistory.bands)
    var span = features.mutableSpan
    window.writeFeatures(to: &span)
    return features
  }
}

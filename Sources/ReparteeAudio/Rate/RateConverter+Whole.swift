extension RateConverter {
  /// Converts a whole recording: output 0 is where input 0 was, and the length in time stays the same.
  ///
  /// The state of the stream is neither used nor changed.
  /// - Returns: `samples.count` · target / source samples, rounded up.
  public func convert(_ samples: [Float]) -> [Float] {
    guard let kernel, !samples.isEmpty else { return samples }
    var stream = self
    stream.reset()
    // Skipping the lead, and following the end with as much silence, takes the latency out.
    let lead = kernel.taps / 2
    stream.start = lead
    let padded = samples + [Float](repeating: 0, count: lead)
    var result = [Float](repeating: 0, count: stream.outputCount(for: padded.count))
    var output = result.mutableSpan
    _ = stream.process(padded.span, into: &output)
    return result
  }
}

/// Cuts a long stretch of speech where it is quiet, so that the work grows with its length only.
enum WhisperWindows {
  /// Samples of a block whose loudness is looked at: 20 ms.
  static let block = 320

  /// Consecutive ranges of samples, none longer than `longest`, that cover `0..<count`.
  ///
  /// A cut depends on nothing behind `longest` samples after the one before it. So while a caller goes on
  /// speaking, cuts that were made stay where they are, and what was written up to them can be kept.
  /// - Parameter longest: at least four blocks. Cuts are made in the second half of it.
  static func ranges(of samples: Span<Float>, count: Int, longest: Int) -> [Range<Int>] {
    let count = min(max(count, 0), samples.count)
    let longest = max(longest, 4 * block)
    var ranges: [Range<Int>] = []
    var start = 0
    while count - start > longest {
      let cut = quietest(in: start + longest / 2..<start + longest, of: samples)
      ranges.append(start..<cut)
      start = cut
    }
    if start < count { ranges.append(start..<count) }
    return ranges
  }

  /// The middle of the quietest 160 ms, or as many as there are.
  private static func quietest(in range: Range<Int>, of samples: Span<Float>) -> Int {
    let powers = blockPowers(of: samples, in: range)
    let width = min(8, powers.count)
    guard width > 0 else { return range.upperBound }
    var sum = powers[0..<width].reduce(0, +)
    var best = (sum: sum, index: 0)
    for index in 1..<max(powers.count - width + 1, 1) {
      sum = powers[index..<index + width].reduce(0, +)
      if sum < best.sum { best = (sum, index) }
    }
    return range.lowerBound + (best.index + width / 2) * block
  }

  /// Mean square of each whole block. Samples that are not finite count as 0.
  static func blockPowers(of samples: Span<Float>, in range: Range<Int>) -> [Float] {
    var powers: [Float] = []
    powers.reserveCapacity(range.count / block)
    var start = range.lowerBound
    while start + block <= min(range.upperBound, samples.count) {
      var sum: Float = 0
      for index in start..<start + block {
        let sample = samples[index]
        if sample.isFinite { sum += min(sample * sample, 1) }
      }
      powers.append(sum / Float(block))
      start += block
    }
    return powers
  }
}

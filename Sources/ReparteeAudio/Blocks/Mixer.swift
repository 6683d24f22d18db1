/// Adds, scales and interleaves blocks. Nothing is allocated.
public enum Mixer {
  /// Adds `samples`, times `gain`, to `sum`; beyond full scale is clipped. The longer one's rest is left alone.
  public static func add(_ samples: Span<Float>, gain: Float = 1, to sum: inout MutableSpan<Float>)
  {
    for index in 0..<min(samples.count, sum.count) {
      sum[index] = clip(sum[index] + samples[index] * gain)
    }
  }

  /// Multiplies `samples` by `gain`; beyond full scale is clipped.
  public static func scale(_ samples: inout MutableSpan<Float>, by gain: Float) {
    for index in samples.indices { samples[index] = clip(samples[index] * gain) }
  }

  /// Puts two channels into one block, left first; the shorter one ends in silence.
  /// - Parameter stereo: at least twice as long as the longer channel; the rest is left alone.
  /// - Returns: samples written.
  @discardableResult
  public static func interleave(
    left: Span<Float>, right: Span<Float>, into stereo: inout MutableSpan<Float>
  ) -> Int {
    let frames = max(left.count, right.count)
    precondition(stereo.count >= 2 * frames, "Each frame needs room for two samples.")
    for index in 0..<frames {
      stereo[2 * index] = index < left.count ? left[index] : 0
      stereo[2 * index + 1] = index < right.count ? right[index] : 0
    }
    return 2 * frames
  }

  @inline(__always)
  private static func clip(_ sample: Float) -> Float { max(-1, min(1, sample)) }
}

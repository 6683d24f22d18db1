/// Samples as integers and as numbers: 1.0 is full scale, 32768 steps.
public enum PCM {
  /// The nearest of 65536 steps; beyond full scale is clipped, what is no number is silence.
  @inlinable
  public static func int16(_ sample: Float) -> Int16 {
    let scaled = (sample * 32_768).rounded()
    guard scaled > -32_768 else { return scaled.isNaN ? 0 : -32_768 }
    return scaled < 32_767 ? Int16(scaled) : 32_767
  }

  /// The nearest of 16777216 steps; beyond full scale is clipped, what is no number is silence.
  @inline(__always)
  static func int24(_ sample: Float) -> Int32 {
    let scaled = (sample * 8_388_608).rounded()
    guard scaled > -8_388_608 else { return scaled.isNaN ? 0 : -8_388_608 }
    return scaled < 8_388_607 ? Int32(scaled) : 8_388_607
  }

  /// A sample of a file: what is no finite number is silence, and what is beyond full scale is clipped.
  @inline(__always)
  static func sane(_ sample: Float) -> Float {
    sample.isFinite ? max(-1, min(1, sample)) : 0
  }
}

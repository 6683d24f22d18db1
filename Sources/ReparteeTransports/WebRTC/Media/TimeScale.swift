/// Plays a frame of 16 kHz in a little less or more time without a change of pitch: leaves out or repeats one period of the
/// voice, with a soft seam.
enum TimeScale {
  /// Periods that are looked for, in samples: 2.5 to 10 ms, the periods of voices down to 100 Hz.
  private static let periods = 40...160
  /// The seam, 5 ms.
  private static let seam = 80
  /// What is laid over each other must be this similar, or so quiet that nobody hears it (-50 dB).
  private static let similarity: Float = 0.5
  private static let quiet: Float = 1e-5

  /// - Returns: how many samples are left of the first `count`; all of them if none can be spared without being missed.
  static func shorten(_ samples: inout [Float], first count: Int) -> Int {
    guard count <= samples.count, let period = period(of: samples, first: count) else {
      return count
    }
    for index in 0..<seam {
      let share = weight(index)
      samples[index] = samples[index] * (1 - share) + samples[index + period] * share
    }
    for index in seam..<(count - period) { samples[index] = samples[index + period] }
    return count - period
  }

  /// - Returns: how many samples have become of the first `count`.
  static func lengthen(_ samples: inout [Float], first count: Int) -> Int {
    guard count <= samples.count, let period = period(of: samples, first: count),
      count + period <= samples.count
    else { return count }
    for index in stride(from: count - 1, through: seam, by: -1) {
      samples[index + period] = samples[index]
    }
    // What follows the first period fades into the beginning of the same.
    for index in stride(from: seam - 1, through: 0, by: -1) {
      let share = weight(index)
      samples[index + period] = samples[index + period] * (1 - share) + samples[index] * share
    }
    return count + period
  }

  private static func weight(_ index: Int) -> Float { (Float(index) + 0.5) / Float(seam) }

  /// By how much the frame can be moved against itself and be the same.
  private static func period(of samples: [Float], first count: Int) -> Int? {
    let longest = min(periods.upperBound, count - seam)
    guard longest >= periods.lowerBound else { return nil }
    let here = energy(samples, from: 0)
    guard here > quiet * Float(seam) else { return longest }
    var there = energy(samples, from: periods.lowerBound)
    var best: (period: Int, likeness: Float)?
    for period in periods.lowerBound...longest {
      let likeness = product(samples, period) / max(here * there, 1e-12).squareRoot()
      if likeness > best?.likeness ?? similarity { best = (period, likeness) }
      let (old, new) = (samples[period], period < longest ? samples[period + seam] : 0)
      there = max(0, there + new * new - old * old)
    }
    return best?.period
  }

  private static func energy(_ samples: [Float], from start: Int) -> Float {
    var sum: Float = 0
    for index in start..<(start + seam) { sum += samples[index] * samples[index] }
    return sum
  }

  private static func product(_ samples: [Float], _ period: Int) -> Float {
    var sum: Float = 0
    for index in 0..<seam { sum += samples[index] * samples[index + period] }
    return sum
  }
}

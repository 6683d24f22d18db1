internal import Foundation
internal import ReparteeAudio
internal import ReparteeCore

/// Sweeps that a microphone hears one after another, and how much later each of them sounds.
struct EchoSignal {
  /// Silence before the first: by then the call is up.
  static let lead = 3.0
  /// Of one sweep, and from one to the next, in seconds. An echo comes before the next sweep does.
  static let length = 0.2
  static let period = 1.25
  /// The latest echo that is looked for, in seconds.
  static let latest = 1.0
  /// What is compared: the sweep lies within the lower half of this rate's band.
  private static let rate = SampleRate.hz8000
  private static let frequencies = 300.0...3_000.0
  /// Louder than this is no silence any more.
  private static let silence: Float = 0.02
  /// An echo is at least this like the sweep, of 1: a browser may play a part of it faster or slower. Noise reaches a fifth.
  private static let likeness: Float = 0.35

  var count: Int

  /// How long the microphone has something to hear, and is waited for the last echo, in seconds.
  var seconds: Double { Self.lead + Double(count) * Self.period + Self.latest }

  /// What the microphone hears, at 48 kHz.
  var samples: [Float] {
    let rate = Double(SampleRate.hz48000.hertz)
    let total = Int(seconds * rate)
    var samples = [Float](repeating: 0, count: total)
    let sweep = Self.sweep(at: .hz48000)
    for number in 0..<count {
      let start = Int((Self.lead + Double(number) * Self.period) * rate)
      for (index, value) in sweep.enumerated() where start + index < total {
        samples[start + index] = value
      }
    }
    return samples
  }

  /// From the lowest frequency to the highest, with soft ends.
  static func sweep(at rate: SampleRate) -> [Float] {
    let total = Int(length * Double(rate.hertz))
    let slope = (frequencies.upperBound - frequencies.lowerBound) / length
    return (0..<total).map { index in
      let time = Double(index) / Double(rate.hertz)
      let phase = 2 * Double.pi * (frequencies.lowerBound * time + slope * time * time / 2)
      let edge = min(1, min(time, length - time) / 0.01)
      return Float(0.25 * edge * sin(phase))
    }
  }

  /// How much later each sweep of the microphone sounds, in milliseconds; nil where it does not.
  ///
  /// The sweep is looked for as the microphone had it, with the greatest correlation within `latest`.
  static func delays(microphone: [Float], speaker: [Float], rate: SampleRate) -> [Double?] {
    let (said, heard) = (thin(microphone, rate), thin(speaker, rate))
    let (size, most) = (
      Int(length * Double(Self.rate.hertz)), Int(latest * Double(Self.rate.hertz))
    )
    return onsets(in: said).compactMap { onset -> Double?? in
      // What was cut off at the end of the recording says nothing.
      guard onset + size + most <= min(said.count, heard.count) else { return nil }
      let lag = lag(of: Array(said[onset..<onset + size]), in: heard, from: onset, most: most)
      return .some(lag.map { Double($0) * 1_000 / Double(Self.rate.hertz) })
    }
  }

  private static func thin(_ samples: [Float], _ rate: SampleRate) -> [Float] {
    rate == Self.rate ? samples : RateConverter(from: rate, to: Self.rate).convert(samples)
  }

  /// Where sound begins after silence.
  private static func onsets(in samples: [Float]) -> [Int] {
    var (onsets, quiet) = ([Int](), Int.max / 2)
    for (index, sample) in samples.enumerated() {
      if abs(sample) < silence {
        quiet += 1
      } else {
        if quiet > rate.hertz / 4 { onsets.append(index) }
        quiet = 0
      }
    }
    return onsets
  }

  private static func lag(of part: [Float], in heard: [Float], from start: Int, most: Int) -> Int? {
    let energy = part.reduce(0) { $0 + $1 * $1 }
    // What is softer than -40 dB beside the sweep is silence, in which only errors of reckoning are alike.
    let least = energy * 1e-4
    var there = heard[start..<start + part.count].reduce(0) { $0 + $1 * $1 }
    var best: (lag: Int, likeness: Float)?
    for lag in 0..<most {
      let place = start + lag
      var product: Float = 0
      for index in part.indices { product += part[index] * heard[place + index] }
      let likeness = product / max(energy * max(there, least), 1e-9).squareRoot()
      if likeness > best?.likeness ?? Self.likeness { best = (lag, likeness) }
      let (old, new) = (heard[place], heard[place + part.count])
      there = max(0, there + new * new - old * old)
    }
    return best?.lag
  }
}

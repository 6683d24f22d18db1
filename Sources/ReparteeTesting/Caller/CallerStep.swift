import Foundation
import ReparteeAudio
public import ReparteeCore

/// One thing that a caller does, and when.
public struct CallerStep: Sendable {
  /// When a step begins.
  public enum Moment: Sendable, Equatable {
    /// At this time of the call.
    case at(MediaTime)
    /// This long after the step before it ended; for the first one, after the call began.
    case afterPrevious(MediaTime)
    /// This long after the step before it began: the two may overlap.
    case withPrevious(MediaTime)
    /// This long after a reply becomes audible: the first one for which that is still to come when
    /// the step before it has begun. So two steps with growing lengths can refer to one reply.
    case afterAgentStarts(MediaTime)
    /// This long after the agent has said this word, whatever its case and punctuation.
    case afterAgentSays(String, MediaTime)
    /// When the agent has spoken, after the caller's words if the step before it was such, and both
    /// have been quiet for this long.
    case afterAgentStops(MediaTime)
  }

  public var moment: Moment
  public var sound: CallerSound

  public init(_ sound: CallerSound, _ moment: Moment) {
    self.sound = sound
    self.moment = moment
  }
}

extension CallerStep {
  /// Words, in a voice made on the spot.
  /// - Parameters:
  ///   - finished: what a turn detector makes of it, 0…1: near 1 when nothing more is to be expected.
  ///   - level: root mean square, in decibels of full scale.
  ///   - pace: 2 is twice as fast.
  public static func say(
    _ text: String, _ moment: Moment, finished: Float = 0.95, level: Float = -20, pace: Double = 1
  ) -> CallerStep {
    say(SpokenClip(toy: text, level: level, pace: pace), moment, finished: finished)
  }

  /// Words as they were recorded or synthesised.
  public static func say(
    _ clip: SpokenClip, _ moment: Moment, finished: Float = 0.95
  ) -> CallerStep {
    CallerStep(
      CallerSound(
        kind: .speech, name: clip.text, samples: clip.samples, words: clip.words,
        voiceProbability: 0.98, finished: finished), moment)
  }

  /// Words of somebody else in the room, quieter than the caller.
  /// - Parameters:
  ///   - level: root mean square, in decibels of full scale. The caller's is -20 when nothing else is said.
  ///   - isUnderstood: whether a recogniser makes out the words.
  public static func background(
    _ text: String, _ moment: Moment, level: Float = -46, isUnderstood: Bool = true
  ) -> CallerStep {
    let clip = SpokenClip(toy: text, pitch: 110, level: level)
    return CallerStep(
      CallerSound(
        kind: .background, name: text, samples: clip.samples,
        words: isUnderstood ? clip.words : [], voiceProbability: 0.9), moment)
  }

  /// A noise.
  /// - Parameters:
  ///   - length: nil for as long as one usually lasts.
  ///   - level: its peak, in decibels of full scale.
  ///   - voiceProbability: what a voice detector makes of it; nil for one that is easily fooled.
  ///   - heardAs: what a recogniser makes up from it.
  public static func noise(
    _ noise: CallerNoise, _ moment: Moment, length: MediaTime? = nil, level: Float = -12,
    voiceProbability: Float? = nil, heardAs: String = ""
  ) -> CallerStep {
    let count = max((length ?? noise.usualLength).samples(at: .hz16000), 0)
    let gain = Levels.amplitude(level)
    let samples = noise.samples(count, seed: UInt64(count)).map { $0 * gain }
    return CallerStep(
      CallerSound(
        kind: .noise, name: noise.rawValue, samples: samples,
        words: SpokenClip(heardAs, samples: samples).words,
        voiceProbability: voiceProbability ?? noise.usualProbability), moment)
  }

  /// Keys of a telephone: 0 to 9, A to D, `*` and `#`, a tenth of a second each and as long apart.
  public static func dtmf(
    _ keys: String, _ moment: Moment, level: Float = -12, voiceProbability: Float = 0.6
  ) -> CallerStep {
    let samples = keys.flatMap { DTMF.samples(of: $0, gain: Levels.amplitude(level)) }
    return CallerStep(
      CallerSound(
        kind: .keys, name: keys, samples: samples, voiceProbability: voiceProbability), moment)
  }
}

/// The two tones of a telephone's keys.
enum DTMF {
  private static let rows = ["123A", "456B", "789C", "*0#D"].map(Array.init)
  private static let low = [697.0, 770, 852, 941]
  private static let high = [1_209.0, 1_336, 1_477, 1_633]

  /// 100 ms of the key and 100 ms of silence, 16 kHz; silence alone for what is no key.
  static func samples(of key: Character, gain: Float) -> [Float] {
    let silence = [Float](repeating: 0, count: 1_600)
    guard let row = rows.firstIndex(where: { $0.contains(key) }),
      let column = rows[row].firstIndex(of: key)
    else { return silence + silence }
    let tone = (0..<1_600).map { index in
      let time = 2 * .pi * Double(index) / 16_000
      return gain * Float(sin(low[row] * time) + sin(high[column] * time)) / 2
    }
    return tone + silence
  }
}

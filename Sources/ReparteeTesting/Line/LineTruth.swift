import Foundation
import ReparteeAudio
import Synchronization

/// What truly sounds on a caller's line, so that fakes can hear it as a model would.
///
/// A scripted caller writes down what it sends; the fakes look up what they are given, by what the
/// audio looks like. So they hear the right words of any stretch of it, however late it comes and
/// whatever of it was lost on the way. Audio that was changed on the way is not known again and
/// counts as nothing.
public final class LineTruth: Sendable {
  /// Audio is known by the unit: 4 ms, of which blocks of 20 ms and frames of 32 ms are multiples.
  static let unit = 64
  /// What audio is sent by: 20 ms.
  static let block = 320
  /// The share of a word that must be there for it to be understood.
  static let understood = 0.6

  /// A sound and when it began.
  struct Sounding {
    var sound: CallerSound
    /// Samples from the start of the call.
    var start: Int
    /// Decibels of full scale.
    var level: Float
    var end: Int { start + sound.samples.count }
  }

  fileprivate struct State {
    var places: [UInt64: Int] = [:]
    /// By unit: how much like a voice it sounds.
    var probabilities: [Float] = []
    /// By unit: whether the agent can be heard in it.
    var echoes: [Bool] = []
    var soundings: [Sounding] = []
    var echoWords: [(word: CallerSound.Word, level: Float)] = []
  }

  private let state = Mutex(State())

  public init() {}
}

// MARK: - What a caller writes down

extension LineTruth {
  /// A sound begins at this sample of the call.
  func begin(_ sound: CallerSound, at sample: Int) {
    let power = sound.samples.reduce(0) { $0 + $1 * $1 } / Float(max(sound.samples.count, 1))
    let level = power > 1e-12 ? 10 * log10(power) : -120
    var active: [Float] = []
    for start in stride(from: 0, to: sound.samples.count, by: Self.unit) {
      let part = sound.samples[start..<min(start + Self.unit, sound.samples.count)]
      active.append(part.contains { abs($0) > 0.001 } ? sound.voiceProbability : 0)
    }
    state.withLock { state in
      state.soundings.append(Sounding(sound: sound, start: sample, level: level))
      state.raise(active, from: sample / Self.unit)
    }
  }

  /// The agent's voice comes back in this unit of the line.
  func echo(in unit: Int, voiceProbability: Float) {
    state.withLock { state in
      state.raise([voiceProbability], from: unit)
      while state.echoes.count <= unit { state.echoes.append(false) }
      state.echoes[unit] = true
    }
  }

  /// A word of the agent's comes back at these samples of the line.
  func echo(_ word: CallerSound.Word, level: Float) {
    state.withLock { $0.echoWords.append((word, level)) }
  }

  /// These samples are sent, beginning at this sample of the call.
  func sent(_ block: Span<Float>, at sample: Int) {
    state.withLock { state in
      for start in stride(from: 0, to: block.count - Self.unit + 1, by: Self.unit) {
        guard let print = Self.fingerprint(block, from: start) else { continue }
        state.places[print] = (sample + start) / Self.unit
      }
    }
  }

  /// Nil for silence.
  private static func fingerprint(_ samples: Span<Float>, from start: Int) -> UInt64? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var isSilent = true
    for index in stride(from: start, to: start + unit, by: 8) {
      // In steps of PCM16: a session keeps audio for its recogniser as such.
      let step = Int64(PCM.int16(samples[index]))
      if step != 0 { isSilent = false }
      hash = (hash ^ UInt64(bitPattern: step)) &* 0x0000_0100_0000_01B3
    }
    return isSilent ? nil : hash
  }
}

extension LineTruth.State {
  fileprivate mutating func raise(_ more: [Float], from unit: Int) {
    let missing = unit + more.count - probabilities.count
    if missing > 0 { probabilities += [Float](repeating: 0, count: missing) }
    for (index, probability) in more.enumerated() {
      probabilities[unit + index] = max(probabilities[unit + index], probability)
    }
  }
}

// MARK: - What fakes look up

extension LineTruth {
  /// Which unit of the line these 64 samples are; nil for silence and for what was never sent.
  func place(of samples: Span<Float>, from start: Int) -> Int? {
    guard start >= 0, start + Self.unit <= samples.count,
      let print = Self.fingerprint(samples, from: start)
    else { return nil }
    return state.withLock { $0.places[print] }
  }

  /// Which units of the line these samples are. The last of them ends a block.
  func places(of samples: Span<Float>) -> [Int] {
    state.withLock { state in
      var places: [Int] = []
      for block in stride(from: samples.count % Self.block, to: samples.count, by: Self.block) {
        // Blocks come whole or not at all: one unit that is known tells the others.
        let known = stride(from: block, to: block + Self.block, by: Self.unit).lazy.compactMap {
          start in
          Self.fingerprint(samples, from: start).flatMap { state.places[$0] }
            .map { $0 - (start - block) / Self.unit }
        }.first
        if let known { places += known..<known + Self.block / Self.unit }
      }
      return places
    }
  }

  /// How much like a voice a unit sounds, 0…1.
  func probability(in unit: Int) -> Float {
    state.withLock { $0.probabilities.indices.contains(unit) ? $0.probabilities[unit] : 0 }
  }

  /// The words that can be made out when these units are heard, in order.
  func words(in units: [Int]) -> [CallerSound.Word] {
    guard let first = units.min(), let last = units.max() else { return [] }
    var isHeard = [Bool](repeating: false, count: last - first + 1)
    for unit in units { isHeard[unit - first] = true }
    let heard = state.withLock { state in
      let own = state.soundings.flatMap { sounding in
        sounding.sound.words.filter {
          Self.share(of: $0, from: sounding.start, in: isHeard, first: first) >= Self.understood
        }.map {
          let samples =
            $0.samples.lowerBound + sounding.start..<$0.samples.upperBound + sounding.start
          return (word: CallerSound.Word($0.text, samples: samples), level: sounding.level)
        }
      }
      let sounds = isHeard.indices.map { isHeard[$0] && state.hasEcho(in: first + $0) }
      let echoed = state.echoWords.filter {
        Self.share(of: $0.word, from: 0, in: sounds, first: first) >= Self.understood
      }
      return own + echoed
    }
    return heard.filter { one in !heard.contains { Self.masks($0, one) } }.map(\.word)
      .sorted { $0.samples.lowerBound < $1.samples.lowerBound }
  }

  /// What was said by the caller and began before this sample, oldest first.
  func speech(before sample: Int) -> [Sounding] {
    state.withLock { $0.soundings.filter { $0.sound.kind == .speech && $0.start < sample } }
  }

  /// How much of a word is there, 0…1.
  private static func share(
    of word: CallerSound.Word, from start: Int, in isHeard: [Bool], first: Int
  ) -> Double {
    let units = (start + word.samples.lowerBound) / unit..<(start + word.samples.upperBound) / unit
    let there = units.clamped(to: first..<first + isHeard.count).count { isHeard[$0 - first] }
    return units.isEmpty ? 0 : Double(there) / Double(units.count)
  }

  /// Whether the one is so much louder than the other, most of the time, that this is not understood.
  private static func masks(
    _ loud: (word: CallerSound.Word, level: Float), _ quiet: (word: CallerSound.Word, level: Float)
  ) -> Bool {
    let common = loud.word.samples.clamped(to: quiet.word.samples).count
    return loud.level >= quiet.level + 6 && 2 * common > quiet.word.samples.count
  }
}

extension LineTruth.State {
  fileprivate func hasEcho(in unit: Int) -> Bool { echoes.indices.contains(unit) && echoes[unit] }
}

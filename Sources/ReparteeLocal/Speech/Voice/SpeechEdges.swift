/// Takes the silence off a sentence's beginning and end.
///
/// The network leaves a third of a second before the first sound and half a second after the last. The first
/// sound decides how quick an answer feels, so it is looked for in the samples themselves: consonants begin up
/// to a tenth of a second before the network's own mark.
struct SpeechEdges {
  /// Loudness below which there is nothing to hear, before any gain: -52 dB.
  private static let audible: Float = 0.002_5
  /// Samples whose loudness is judged together: 2.5 ms.
  private static let grain = 60
  /// What is kept before the first sound, so that it is not clipped: 12.5 ms.
  private static let lead = 300
  /// Length of the fade where the end is cut: 5 ms.
  private static let fade = 120

  /// Where the sound must have begun, at the latest.
  let onsetBy: Int
  /// From here on the end of the sound is looked for.
  let tailFrom: Int
  /// Silence to leave after the last sound.
  let pause: Int
  /// The number, in the whole sentence, of the next sample to come in.
  private var position: Int
  /// Samples held back: at first all, at the end those of the tail.
  private var held: [Float] = []
  /// The number of the first sample that went out; nil before that.
  private(set) var origin: Int?

  /// - Parameter start: the number of the first sample that will come in. All numbers count from the sentence's start.
  init(start: Int, onsetBy: Int, tailFrom: Int, pause: Int) {
    self.onsetBy = onsetBy
    self.tailFrom = max(tailFrom, start)
    self.pause = pause
    position = start
  }

  /// Takes the next samples and gives those that can go out.
  mutating func pass(_ samples: [Float]) -> [Float] {
    held += samples
    position += samples.count
    if origin == nil {
      guard let onset = firstSound() else { return [] }
      held.removeFirst(onset)
      origin = position - held.count
    }
    let ready = min(max(tailFrom - (position - held.count), 0), held.count)
    defer { held.removeFirst(ready) }
    return Array(held.prefix(ready))
  }

  /// Gives the last samples: up to the end of the sound, and the pause.
  mutating func finish() -> [Float] {
    if origin == nil { origin = position - held.count }
    let end = lastSound()
    let wanted = end + pause
    let cut = min(wanted, held.count)
    var last = Array(held.prefix(cut))
    held = []
    for index in 0..<min(Self.fade, cut - end) {
      last[cut - 1 - index] *= Float(index) / Float(Self.fade)
    }
    last += [Float](repeating: 0, count: wanted - cut)
    return last
  }

  /// How many of the held samples come before the first sound and its lead; nil when it may still come.
  private func firstSound() -> Int? {
    var start = 0
    while start + Self.grain <= held.count {
      if isAudible(start) { return max(start - Self.lead, 0) }
      start += Self.grain
    }
    guard position >= onsetBy else { return nil }
    return max(held.count - (position - onsetBy) - Self.lead, 0)
  }

  /// How many of the held samples come before the end of the last sound.
  private func lastSound() -> Int {
    var end = held.count / Self.grain * Self.grain
    while end > 0, !isAudible(end - Self.grain) { end -= Self.grain }
    return end
  }

  private func isAudible(_ start: Int) -> Bool {
    var energy: Float = 0
    for value in held[start..<start + Self.grain] { energy += value * value }
    return energy > Self.audible * Self.audible * Float(Self.grain)
  }
}

internal import ReparteeCore

/// A caller who says a clip after `NetworkTrial.lead`, with the noise of a quiet room before, under and after it.
struct Microphone {
  let clip: CallerClip
  private let noise = LineNoise(level: -66)
  /// Samples that were given so far.
  private(set) var position = 0

  init(clip: CallerClip) { self.clip = clip }

  /// Where the clip is over, in samples.
  var end: Int { NetworkTrial.lead + clip.samples.count }

  mutating func fill(_ block: inout MutableSpan<Float>) {
    for index in block.indices {
      let place = position + index - NetworkTrial.lead
      let own = clip.samples.indices.contains(place) ? clip.samples[place] : 0
      block[index] = CallerClip.line(own + noise[position + index])
    }
    position += block.count
  }
}

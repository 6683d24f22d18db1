internal import ReparteeCore

/// What the demo page does with audio from a WebSocket (`jitter-buffer.js`): it begins to play when it holds 60 ms, or when
/// what it holds has waited that long, and runs dry when more is late.
struct PagePlayer {
  private static let start = MediaTime.milliseconds(60).samples(at: .hz16000)

  private var blocks: [(spoken: MediaTime, samples: [Float])] = []
  private var offset = 0
  private var held = 0
  private var waited = 0
  private var isPlaying = false
  /// When the agent said the sound that was played last; nil before any.
  private(set) var playhead: MediaTime?

  /// - Parameters:
  ///   - samples: at 16 kHz.
  ///   - spoken: when the agent said them.
  mutating func push(_ samples: [Float], spoken: MediaTime) {
    guard !samples.isEmpty else { return }
    blocks.append((spoken, samples))
    held += samples.count
  }

  mutating func clear() {
    blocks = []
    (offset, held, waited) = (0, 0, 0)
    isPlaying = false
  }

  /// Fills `block`, of 16 kHz, with silence where there is nothing to play.
  mutating func pull(into block: inout MutableSpan<Float>) {
    for index in block.indices { block[index] = 0 }
    guard isPlaying || begins(block.count) else { return }
    var done = 0
    while done < block.count, let first = blocks.first {
      block[done] = first.samples[offset]
      playhead = first.spoken
      done += 1
      offset += 1
      held -= 1
      if offset == first.samples.count {
        blocks.removeFirst()
        offset = 0
      }
    }
    if done < block.count { isPlaying = false }
  }

  private mutating func begins(_ count: Int) -> Bool {
    guard held > 0 else { return false }
    isPlaying = held >= Self.start || waited >= Self.start
    waited = isPlaying ? 0 : waited + count
    return isPlaying
  }
}

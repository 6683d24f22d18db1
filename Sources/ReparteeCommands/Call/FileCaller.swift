internal import Repartee
internal import ReparteeCore

/// A caller out of a recording, whose call is recorded.
final class FileCaller: AudioEndpoint {
  private let samples: [Float]
  private var position = 0
  private let recording: StereoRecording?

  /// - Parameter samples: 16 kHz mono.
  init(samples: [Float], recording: StereoRecording?) {
    self.samples = samples
    self.recording = recording
  }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    for index in block.indices {
      block[index] = position < samples.count ? samples[position] : 0
      position += 1
    }
    return position < samples.count
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    recording?.add(caller: caller, agent: agent, start: start)
  }
}

internal import Repartee
internal import ReparteeAudio
internal import ReparteeCore

/// Passes a call's audio on and records both sides of it.
final class RecordedEndpoint: AudioEndpoint {
  private static let rate = SampleRate.hz24000
  private let inner: any AudioEndpoint
  private let recording: StereoRecording
  /// Nil when the agent's audio has the recording's rate.
  private var converter: RateConverter?
  private var converted: [Float]

  /// - Parameter speechRate: of the agent's audio.
  init(_ inner: any AudioEndpoint, recording: StereoRecording, speechRate: SampleRate) {
    self.inner = inner
    self.recording = recording
    converter = speechRate == Self.rate ? nil : RateConverter(from: speechRate, to: Self.rate)
    // A converter may make a sample more than its share of a block.
    converted = [Float](repeating: 0, count: Self.rate.blockSize + 8)
  }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    inner.nextCallerBlock(into: &block)
  }

  var unplayed: MediaTime { inner.unplayed }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    inner.exchange(caller: caller, agent: agent, start: start)
    guard let made = convert(agent) else {
      return recording.add(caller: caller, agent: agent, start: start)
    }
    let line = converted
    recording.add(caller: caller, agent: line.span.extracting(0..<made), start: start)
  }

  /// - Returns: how many samples `converted` begins with; nil when the agent's audio is right as it is.
  private func convert(_ agent: Span<Float>) -> Int? {
    guard let room = converter?.outputCount(for: agent.count), room <= converted.count else {
      return nil
    }
    var output = converted.mutableSpan
    return converter?.process(agent, into: &output)
  }
}

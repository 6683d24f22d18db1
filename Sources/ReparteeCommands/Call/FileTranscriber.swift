internal import Repartee
internal import ReparteeCore
internal import ReparteeTurn

/// Transcribes a recording stretch by stretch: the voice detector finds where somebody speaks.
///
/// Silence and noise cost next to nothing, and memory does not grow with the recording's length.
struct FileTranscriber {
  var voice: any VoiceDetector
  var recognizer: any SpeechRecognizer
  /// Pauses shorter than this do not part two stretches.
  var joinPause = 16_000 * 7 / 10
  /// Kept around each stretch.
  var padding = 16_000 * 3 / 10

  func transcribe(_ samples: [Float]) async throws -> Transcript {
    var parts: [Transcript.Part] = []
    for stretch in stretches(of: samples) {
      try Task.checkCancellation()
      let from = max(0, stretch.lowerBound - padding)
      let to = min(samples.count, stretch.upperBound + padding)
      let segment = SpeechSegment(
        samples: Array(samples[from..<to]), speechEnd: stretch.upperBound - from, effort: .final)
      let transcript = try await recognizer.transcribe(segment)
      let offset = Double(from) / 16_000
      let found =
        transcript.parts.isEmpty && !transcript.text.isEmpty
        ? [
          .init(
            start: Double(stretch.lowerBound - from) / 16_000,
            end: Double(stretch.upperBound - from) / 16_000, text: transcript.text)
        ] : transcript.parts
      parts += found.map {
        Transcript.Part(start: offset + $0.start, end: offset + $0.end, text: $0.text)
      }
    }
    return Transcript(text: parts.map(\.text).joined(separator: " "), parts: parts)
  }

  private func stretches(of samples: [Float]) -> [Range<Int>] {
    let rate = SampleRate.hz16000
    var gate = VoiceGate(frame: .samples(voice.hop, at: rate))
    let stream = voice.makeStream()
    var found: [Range<Int>] = []
    var start: Int?
    var position = 0
    var frame = [Float](repeating: 0, count: voice.hop)
    while position < samples.count {
      for index in frame.indices {
        frame[index] = position + index < samples.count ? samples[position + index] : 0
      }
      position += voice.hop
      let probability = stream.process(frame.span)
      switch gate.handle(probability: probability, at: .samples(position, at: rate)) {
      case .started(let at): start = at.samples(at: rate)
      case .stopped(let at):
        add(start, min(at.samples(at: rate), samples.count), to: &found)
        start = nil
      case nil: break
      }
    }
    add(start, samples.count, to: &found)
    return found
  }

  private func add(_ start: Int?, _ end: Int, to found: inout [Range<Int>]) {
    guard let start, start < end else { return }
    if let last = found.last, start - last.upperBound < joinPause {
      found[found.count - 1] = last.lowerBound..<end
    } else {
      found.append(start..<end)
    }
  }
}

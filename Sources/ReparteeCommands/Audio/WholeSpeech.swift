internal import Repartee
internal import ReparteeAudio
internal import ReparteeCore
internal import Synchronization

extension SpeechSynthesizer {
  /// Speaks a text to its end.
  /// - Returns: all samples at the synthesiser's rate, and when each word sounds.
  func speakWhole(
    _ request: SpeechRequest
  ) async throws -> (samples: [Float], words: [SpokenWord]) {
    let spoken = Mutex<(samples: [Float], words: [SpokenWord])>(([], []))
    try await synthesize(request) { block in
      spoken.withLock {
        $0.samples += block.samples
        $0.words += block.words
      }
    }
    return spoken.withLock { $0 }
  }

  /// Speaks a text as a caller: 16 kHz, and at another pitch than the agent's when wanted.
  func speakAsCaller(_ text: String, pitch: Float = 1) async throws -> [Float] {
    let spoken = try await speakWhole(SpeechRequest(text: text, pitch: pitch))
    return RateConverter(from: rate, to: .hz16000).convert(spoken.samples)
  }
}

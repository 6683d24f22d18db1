import Repartee
import ReparteeAudio
import ReparteeInference

/// What the decoder attends to: one stretch of audio, encoded.
struct WhisperAudio {
  let tensors: [OnnxTensor]
}

extension WhisperModel {
  /// The most samples that are encoded at once: 28 s, so that with what follows it is under 30 s.
  static let longestWindow = 28 * 16_000
  /// Zeros after the last sample. The encoder also gets a sparse stretch of silence up to 30 s, which
  /// its graph makes; this much real silence before it keeps the end from being cut off (base: 2.7 % word errors
  /// with half a second, 2.2 % with a second).
  static let silence = 16_000

  /// Encodes at most `longestWindow` samples; the rest is left out.
  /// - Throws: `.cancelled`, `.failed`.
  func encode(
    _ samples: Span<Float>, _ token: CancellationToken
  ) throws(ModelError) -> WhisperAudio {
    let count = min(samples.count, Self.longestWindow)
    // Whole encoder positions, of 320 samples each.
    let whole = (count + Self.silence + 319) / 320 * 320
    var padded = [Float](repeating: 0, count: whole)
    for index in 0..<count {
      let sample = samples[index]
      padded[index] = sample.isFinite ? min(max(sample, -1), 1) : 0
    }
    let energies = LogMel.energies(of: padded.span)
    guard !token.isCancelled else { throw Self.cancelled }
    let bands = configuration.sizes.mels
    let mel = try OnnxTensor(of: Float.self, shape: [1, bands, energies.count / bands])
    try mel.withValues(of: Float.self) { buffer in
      var features = buffer.mutableSpan
      LogMel.features(from: energies.span, features: &features)
    }
    let made = try encoder.run([(name: "mel", tensor: mel)], outputs: names.audio, token: token)
    return WhisperAudio(tensors: made)
  }

  static let cancelled = ModelError(.cancelled, "the transcription was cancelled")
}

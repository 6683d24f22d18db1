/// Says, frame by frame, how probable it is that somebody speaks.
///
/// Shared by all sessions of a process. Each caller has a stream of its own.
public protocol VoiceDetector: Sendable {
  var model: ModelDescription { get }
  /// Samples a frame at 16 kHz mono (512 for Silero: 32 ms).
  var hop: Int { get }
  /// A fresh stream, in its initial state.
  func makeStream() -> any VoiceStream
}

/// One caller's voice detection. Not `Sendable`: it lives on its session's executor.
///
/// This is the media plane: calls are synchronous, take microseconds, never allocate and never fail.
public protocol VoiceStream: AnyObject {
  /// The probability, 0…1, that `frame` holds speech.
  /// - Parameter frame: exactly `hop` samples, 16 kHz mono, -1…1. A frame of another size, or with
  ///   samples that are not finite, counts as silence and gives 0.
  func process(_ frame: Span<Float>) -> Float
  /// Forgets everything heard.
  func reset()
}

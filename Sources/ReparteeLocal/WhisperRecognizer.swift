public import Repartee
public import ReparteeInference

/// Whisper as a speech recogniser: one size for finals and one, usually smaller, for partials.
///
/// A partial works on windows of at most 12 s and a final on 28 s, each cut where it is quiet, so that the work for a long
/// segment is linear in its length. While a segment grows, windows that are behind are taken over from the draft.
public struct WhisperRecognizer: SpeechRecognizer {
  /// The longest window of a partial, in samples: it bounds what one partial costs.
  static let partialWindow = 12 * 16_000
  /// Taken from behind the end of speech, in samples: detectors are early on a fading last sound.
  static let margin = 1_600

  private let final: WhisperModel
  private let partial: WhisperModel
  private let finalWorkers: ModelWorkers
  private let partialWorkers: ModelWorkers

  public var models: [ModelDescription] {
    final === partial ? [final.model] : [final.model, partial.model]
  }

  /// - Parameters:
  ///   - final: what finals are written by.
  ///   - partial: what partials are written by; may be the same.
  ///   - threads: how many finals are worked on at once. Partials have one thread of their own, so that they
  ///     never hold up a final.
  public init(final: WhisperModel, partial: WhisperModel, threads: Int = 1) {
    self.final = final
    self.partial = partial
    finalWorkers = ModelWorkers(name: "whisper-final", threads: threads)
    partialWorkers = ModelWorkers(name: "whisper-part", threads: 1)
  }

  /// Loads installed sizes.
  /// - Throws: `.missing` when one is not installed, `.invalid` when a file is damaged,
  ///   `.unsupported` when a size does not know the language.
  public init(
    final: WhisperModel.Size = .base, partial: WhisperModel.Size? = .tinyEnglish,
    language: String = "en", threads: Int = 1, home: ModelHome = .standard
  ) throws(ModelError) {
    let finalModel = try WhisperModel(final, language: language, home: home)
    var partialModel = finalModel
    if let partial, partial != final {
      partialModel = try WhisperModel(partial, language: language, home: home)
    }
    self.init(final: finalModel, partial: partialModel, threads: threads)
  }

  public func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    let job = WhisperJob(segment, final: final, partial: partial)
    let workers = segment.effort == .final ? finalWorkers : partialWorkers
    return try await workers.run { token throws(ModelError) in try job.run(token) }
  }
}

/// Turns speech into text.
///
/// Shared by all sessions; calls may overlap, and an implementation bounds how many run at once.
public protocol SpeechRecognizer: Sendable {
  /// The models in use, the one for finals first.
  var models: [ModelDescription] { get }
  /// Whether it can say what the words are so far; else only finals are asked for. True unless said otherwise.
  var hasPartials: Bool { get }
  /// Transcribes one segment of one caller's speech.
  /// - Throws: `.cancelled` when the calling task is cancelled, `.failed` when the engine fails.
  ///   Silence, noise and music are not errors: they give an empty transcript.
  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript
}

extension SpeechRecognizer {
  public var hasPartials: Bool { true }
}

/// A stretch of caller audio to transcribe.
public struct SpeechSegment: Sendable {
  /// How good the transcript must be.
  public enum Effort: Sendable, Equatable {
    /// Shown while the caller is still speaking; soon replaced.
    case partial
    /// Answered by the agent.
    case final
  }

  /// 16 kHz mono, -1…1.
  public var samples: [Float]
  /// Where in `samples` speech ended, by the voice detector. Nothing after it was spoken.
  public var speechEnd: Int
  public var effort: Effort
  /// An earlier transcript of the beginning of this segment, which may save work.
  public var draft: Transcript?

  public init(samples: [Float], speechEnd: Int, effort: Effort, draft: Transcript? = nil) {
    self.samples = samples
    self.speechEnd = speechEnd
    self.effort = effort
    self.draft = draft
  }
}

/// What was said.
public struct Transcript: Sendable, Equatable {
  /// A part of the transcript with its time, in seconds from the start of the segment.
  public struct Part: Sendable, Equatable {
    public var start: Double
    public var end: Double
    public var text: String
    public init(start: Double, end: Double, text: String) {
      self.start = start
      self.end = end
      self.text = text
    }
  }

  /// Trimmed; empty when nothing was said.
  public var text: String
  public var parts: [Part]
  /// The recogniser's own tokens, of use to it alone, as a draft for a later call.
  public var tokens: [Int32]

  public init(text: String, parts: [Part] = [], tokens: [Int32] = []) {
    self.text = text
    self.parts = parts
    self.tokens = tokens
  }
}

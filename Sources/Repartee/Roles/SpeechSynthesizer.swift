public import ReparteeCore

/// Speaks text.
///
/// Shared by all sessions; calls may overlap.
public protocol SpeechSynthesizer: Sendable {
  var model: ModelDescription { get }
  /// The rate of the audio it makes.
  var rate: SampleRate { get }
  /// Speaks one clause and hands on its audio as it is made.
  /// - Parameter emit: called in order, from any thread, with the next samples. The blocks of one call joined are the clause. Not called after return.
  /// - Throws: `.cancelled` when the calling task is cancelled. Text with nothing to say in it emits nothing and is no error.
  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError)
}

/// What to speak, and how.
public struct SpeechRequest: Sendable, Equatable {
  public var text: String
  /// The voice's name; empty for the model's own.
  public var voice: String
  /// 1 is the voice's own pace; 0.5…2.
  public var speed: Float
  /// 1 is the voice's own pitch; 0.5…2. Models that cannot change it ignore it.
  public var pitch: Float
  public init(text: String, voice: String = "", speed: Float = 1, pitch: Float = 1) {
    self.text = text
    self.voice = voice
    self.speed = speed
    self.pitch = pitch
  }
}

/// The next piece of a clause's audio.
public struct SpeechBlock: Sendable, Equatable {
  /// Mono, -1…1, at the synthesiser's rate.
  public var samples: [Float]
  /// The words that begin in this block.
  public var words: [SpokenWord]
  public init(samples: [Float], words: [SpokenWord] = []) {
    self.samples = samples
    self.words = words
  }
}

/// A word of a clause and when it sounds.
public struct SpokenWord: Sendable, Equatable {
  /// Where the word stands in the request's text, as UTF-8 offsets, with the punctuation that follows it.
  public var text: Range<Int>
  /// Its samples, counted from the start of the clause.
  public var samples: Range<Int>
  public init(text: Range<Int>, samples: Range<Int>) {
    self.text = text
    self.samples = samples
  }
}

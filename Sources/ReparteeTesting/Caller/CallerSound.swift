public import ReparteeCore

/// Something that sounds on the caller's side, with what fakes are to make of it.
public struct CallerSound: Sendable {
  /// Who or what makes the sound.
  public enum Kind: String, Sendable {
    /// The caller.
    case speech
    /// Somebody else in the caller's room.
    case background
    /// Nobody.
    case noise
    /// A telephone's keys.
    case keys
    /// The agent, coming back from the caller's loudspeaker.
    case echo
  }

  /// A word and the samples in which it sounds, counted from the start of the sound.
  public struct Word: Sendable, Equatable {
    public var text: String
    public var samples: Range<Int>
    public init(_ text: String, samples: Range<Int>) {
      self.text = text
      self.samples = samples
    }
  }

  public var kind: Kind
  /// What a timeline calls it: the words, or the name of the noise.
  public var name: String
  /// 16 kHz mono.
  public var samples: [Float]
  /// What a recogniser hears in it; words that it makes up, too.
  public var words: [Word]
  /// The probability, 0…1, that a voice detector gives to its frames.
  public var voiceProbability: Float
  /// The probability, 0…1, that a turn detector gives to the turn being over once this has sounded.
  public var finished: Float

  public init(
    kind: Kind, name: String, samples: [Float], words: [Word] = [], voiceProbability: Float,
    finished: Float = 0.95
  ) {
    self.kind = kind
    self.name = name
    self.samples = samples
    self.words = words
    self.voiceProbability = voiceProbability
    self.finished = finished
  }

  /// How long it sounds.
  public var length: MediaTime { .samples(samples.count, at: .hz16000) }
}

public import ReparteeCore

/// Turns frame probabilities into edges: somebody began to speak, somebody stopped.
///
/// Two thresholds keep a wavering probability from chattering, and two minimum lengths keep clicks and
/// the gaps inside words from counting. There is no loudness in it: a quiet caller is a caller.
public struct VoiceGate: Sendable {
  /// How sure, and for how long.
  public struct Settings: Sendable, Equatable {
    /// At or above this a frame is speech.
    public var threshold: Float = 0.5
    /// Below this a frame is silence; in between it stays what it was.
    public var negativeThreshold: Float = 0.35
    /// Speech shorter than this is not reported. Two frames: a click lights up one.
    public var minimumSpeech: MediaTime = .milliseconds(64)
    /// Silence shorter than this is not reported. Two frames: stops inside words last about 50 ms.
    public var minimumSilence: MediaTime = .milliseconds(64)
    /// Audio kept before the onset, so that a soft first consonant is not lost.
    public var padding: MediaTime = .milliseconds(300)
    public init() {}
  }

  public enum Edge: Sendable, Equatable {
    /// Speech began; the time is that of its first sample.
    case started(at: MediaTime)
    /// Speech ended; the time is that of its last sample.
    case stopped(at: MediaTime)
  }

  public let settings: Settings
  /// How much audio one probability stands for.
  public let frame: MediaTime
  private var speaking = false
  private var candidate: MediaTime?

  /// - Parameter frame: how much audio one probability stands for.
  public init(settings: Settings = Settings(), frame: MediaTime = .milliseconds(32)) {
    self.settings = settings
    self.frame = frame
  }

  /// Whether the caller counts as speaking now.
  public var isSpeaking: Bool { speaking }
  /// When the sound that is not yet long enough to be an edge began, if there is one.
  public var pendingSince: MediaTime? { candidate }

  /// Hears that the frame that ended at `now` is speech with `probability`.
  public mutating func handle(probability: Float, at now: MediaTime) -> Edge? {
    let isOpposite =
      speaking
      ? probability < settings.negativeThreshold : probability >= settings.threshold
    let isSame =
      speaking ? probability >= settings.threshold : probability < settings.negativeThreshold
    if isSame { candidate = nil }
    guard isOpposite || (!isSame && candidate != nil) else { return nil }
    let start = candidate ?? (now - frame)
    candidate = start
    let needed = speaking ? settings.minimumSilence : settings.minimumSpeech
    guard now - start >= needed else { return nil }
    speaking.toggle()
    candidate = nil
    return speaking ? .started(at: start) : .stopped(at: start)
  }
}

/// What the line sounds like: how loud its noise is, and how loud the caller usually is.
///
/// Levels are decibels of full scale, one for each frame. No absolute loudness decides anything: a quiet line and a
/// loud one differ only in what is learnt. Bounded, and deaf to numbers that are none.
public struct LineLevels: Sendable, Equatable {
  /// Quieter than this is no sound of a room but a line that sends nothing: digital silence, or a sender that stops
  /// in silence (DTX). The faintest sound that 16 bits can hold is at -90 dB.
  public static let digitalSilence: Float = -90
  /// The level assumed for the noise before a frame was heard.
  public static let assumedFloor: Float = -60

  /// What it counts by.
  public struct Settings: Sendable, Equatable {
    /// How much audio one frame stands for, in seconds.
    public var frame: Float = 0.032
    /// The noise is the quietest of this many seconds: long enough that every speaker paused in it.
    public var floorMemory: Float = 4
    /// Frames at least this probable teach the caller's level.
    public var probability: Float = 0.8
    /// And only those at least so many decibels above the noise.
    public var clearance: Float = 6
    /// Seconds of speech before the caller's level is trusted.
    public var callerSeconds: Float = 1
    public init() {}
  }

  public let settings: Settings
  private var minima: Minima
  private var smooth: Float?
  private var caller: Float = 0
  private var callerFrames = 0
  private var silentFrames = 0

  public init(settings: Settings = Settings()) {
    self.settings = settings
    minima = Minima(length: max(1, Int(settings.floorMemory / max(settings.frame, 0.001) / 8)))
  }

  /// The noise of the line.
  public var floor: Float { minima.least ?? Self.assumedFloor }

  /// How loud the caller usually is while speaking; nil until about a second of speech was heard.
  public var callerLevel: Float? {
    Float(callerFrames) * settings.frame >= settings.callerSeconds ? caller : nil
  }

  /// Whether the line sends nothing at all right now: its silence is no evidence of a quiet room.
  public var isDigitalSilence: Bool { silentFrames > 0 }

  /// Hears a frame.
  /// - Parameters:
  ///   - level: of the frame, in decibels of full scale.
  ///   - probability: that it is speech, 0…1.
  public mutating func hear(level: Float, probability: Float) {
    guard !level.isNaN else { return }
    let level = min(max(level, -120), 20)
    guard level > Self.digitalSilence else {
      silentFrames = min(silentFrames + 1, 1_000_000)
      smooth = nil
      return
    }
    silentFrames = 0
    // One frame is a chance value; the mean of about four is not.
    let mean = smooth.map { $0 + (level - $0) * 0.3 } ?? level
    smooth = mean
    minima.add(mean)
    if probability >= settings.probability, level >= floor + settings.clearance {
      learnCaller(level)
    }
  }

  /// Whether a sound is so far below the caller's own level that it is a second voice in the background.
  /// - Parameters:
  ///   - level: of the sound, in decibels of full scale.
  ///   - margin: how far below counts, in decibels.
  /// - Returns: false while the caller's level is not known.
  public func isBackground(_ level: Float, margin: Float) -> Bool {
    guard let callerLevel, !level.isNaN, !margin.isNaN else { return false }
    return level < callerLevel - margin
  }

  /// A running quantile: it rises by more than it falls, so that it rests where the loud parts of words are, and
  /// no single frame moves it far. What is 12 dB below may be somebody else: it counts a third.
  private mutating func learnCaller(_ level: Float) {
    callerFrames = min(callerFrames + 1, 1_000_000)
    if callerFrames == 1 {
      caller = level
      return
    }
    let step = max(0.15, 3 / Float(callerFrames))
    if level > caller {
      caller += min(step * 1.5, level - caller)
    } else {
      caller -= min(level < caller - 12 ? step / 3 : step, caller - level)
    }
  }
}

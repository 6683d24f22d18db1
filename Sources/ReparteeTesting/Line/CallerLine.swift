public import ReparteeCore

/// What a caller's line is like.
public struct CallerLine: Sendable {
  /// The agent's voice that comes back from the caller's loudspeaker.
  public struct Echo: Sendable {
    /// From when the agent sounds to when it is back.
    public var delay: MediaTime
    /// How loud it is when it is back, in decibels of what it was.
    public var gain: Float
    /// What a voice detector makes of it, 0…1.
    public var voiceProbability: Float
    /// Whether a recogniser makes out the agent's words in it.
    public var isUnderstood: Bool

    public init(
      delay: MediaTime = .milliseconds(120), gain: Float = -12, voiceProbability: Float = 0.9,
      isUnderstood: Bool = true
    ) {
      self.delay = delay
      self.gain = gain
      self.voiceProbability = voiceProbability
      self.isUnderstood = isUnderstood
    }
  }

  /// White noise under the whole call, root mean square in decibels of full scale. Nil is digital
  /// silence between sounds, as lines have it that send nothing while nobody speaks.
  public var floor: Float? = -60
  public var echo: Echo?

  public init(floor: Float? = -60, echo: Echo? = nil) {
    self.floor = floor
    self.echo = echo
  }
}

/// When a caller hangs up.
public enum HangUp: Sendable, Equatable {
  /// When all was said and both sides have then been quiet for this long.
  case afterQuiet(MediaTime)
  /// At this time of the call.
  case at(MediaTime)
}

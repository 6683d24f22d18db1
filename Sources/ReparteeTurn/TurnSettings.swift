public import ReparteeCore

/// Every wait of a turn, by name. Each is bounded; each default has its reason.
public struct TurnSettings: Sendable, Equatable {
  public var voice = VoiceGate.Settings()

  /// The shortest silence that ends a turn, when the turn detector is certain.
  /// Stops inside fluent speech rarely last longer.
  public var minimumWait: MediaTime = .milliseconds(120)
  /// The longest silence that a caller is given to go on, when the detector is certain that more comes.
  public var maximumWait: MediaTime = .milliseconds(2_200)
  /// The silence that ends a turn where there is no turn detector.
  public var fixedWait: MediaTime = .milliseconds(600)
  /// How often the detector is asked again while silence lasts.
  public var askInterval: MediaTime = .milliseconds(100)
  /// How often the words so far are shown while the caller speaks.
  public var partialInterval: MediaTime = .milliseconds(300)
  /// How long a decided turn waits for its words before it is dropped.
  public var transcriptTimeout: MediaTime = .milliseconds(5_000)
  /// How long a caller waits for the first sound of a reply before it counts as failed.
  public var replyTimeout: MediaTime = .milliseconds(15_000)
  /// How long a reply may stall in the middle before it counts as failed.
  public var stallTimeout: MediaTime = .milliseconds(10_000)
  /// After this much of one turn the caller is answered at the next silence, however short: work stays bounded.
  public var maximumTurn: MediaTime = .milliseconds(90_000)
  /// A turn that long whose sound never stops is cut this much later.
  public var maximumTurnGrace: MediaTime = .milliseconds(10_000)
  /// Whether the caller may interrupt.
  public var interruptible = true
  /// Speech over the agent that lasts this long and is not known to be a backchannel takes the turn.
  public var overlapLimit: MediaTime = .milliseconds(600)
  /// Speech over the agent that so far is a backchannel is given this long to become more.
  public var backchannelLimit: MediaTime = .milliseconds(1_500)
  /// How soon after speech over the agent begins its words are first looked at.
  public var overlapPartialDelay: MediaTime = .milliseconds(250)
  /// A pause at least this long, once transcribed, is not transcribed again when the caller goes on.
  public var lockPause: MediaTime = .milliseconds(300)

  public init() {}

  /// The silence that ends a turn that is over with this probability: continuous, falling from
  /// `maximumWait` at 0 to `minimumWait` at 1, steeply while the detector still doubts.
  public func wait(probability: Float) -> MediaTime {
    let sure = probability.isFinite ? min(max(probability, 0), 1) : 0.5
    let doubt = Double(1 - sure)
    let extra = (Double((maximumWait - minimumWait).nanoseconds) * doubt * doubt).rounded(.down)
    return minimumWait + MediaTime(nanoseconds: Int64(exactly: extra) ?? 0)
  }
}

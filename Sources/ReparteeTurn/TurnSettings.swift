public import ReparteeCore

/// Every wait and every threshold of a turn, by name. Each wait is bounded; each default has its reason.
public struct TurnSettings: Sendable, Equatable {
  public var voice = VoiceGate.Settings()

  // MARK: The end of a turn

  /// The shortest silence that ends a turn, when the turn detector is certain.
  /// Stops inside fluent speech rarely last longer.
  public var minimumWait: MediaTime = .milliseconds(120)
  /// The longest silence that a caller is given to go on, when the detector is certain that more comes.
  public var maximumWait: MediaTime = .milliseconds(2_200)
  /// The silence that ends a turn where there is no turn detector.
  public var fixedWait: MediaTime = .milliseconds(600)
  /// How often the detector is asked again while silence lasts.
  public var askInterval: MediaTime = .milliseconds(100)
  /// The least silence after words that cannot end a sentence ("and", "the", "um").
  public var danglingWait: MediaTime = .milliseconds(1_000)
  /// The least silence inside a number: people breathe between its groups.
  public var numberWait: MediaTime = .milliseconds(1_200)
  /// The least silence inside a spelled word or an address: people think between letters.
  public var spellingWait: MediaTime = .milliseconds(1_500)
  /// The most silence after a finished short answer to what the agent asked.
  public var answerWait: MediaTime = .milliseconds(150)
  /// A turn that is judged over waits this long for its final transcript before the quick one has to do.
  public var finalWait: MediaTime = .milliseconds(900)
  /// How often, at most, a first silent frame inside speech is taken for the beginning of a silence: the
  /// detector and the quick recogniser are then asked before it is sure.
  public var anticipationInterval: MediaTime = .milliseconds(250)
  /// Scales all of the wait above the minimum: 1 is the default, 2 is twice as patient.
  public var patience = 1.0
  /// How much of the caller's own usual pause is waited for at least: slow speakers are given more.
  public var paceShare = 0.8

  // MARK: Speculation

  /// Whether replies are made before it is sure that the turn is over. They are never let out before.
  public var speculation = true
  /// How many replies are begun for one turn at most before it is over: the bound of wasted work.
  public var speculationLimit = 3

  // MARK: Speech over the agent

  /// Whether the caller may interrupt.
  public var interruptible = true
  /// Whether the agent's voice is made quieter while it is decided what speech over it is, instead of paused.
  public var duck = false
  /// How much quieter.
  public var duckDepth: Float = 15
  /// How long the agent is silent at most before it is decided what speech over it is.
  public var overlapDecision: MediaTime = .milliseconds(400)
  /// Sound over the agent without words this long is taken for an interruption, if it is surely speech
  /// and the recogniser has not said otherwise. Until then the agent is silent and can still go on: longer
  /// than nineteen of twenty backchannels.
  public var overlapLimit: MediaTime = .milliseconds(1_200)
  /// Speech over the agent that so far is a backchannel is given this long to become more.
  public var backchannelLimit: MediaTime = .milliseconds(1_500)
  /// How much of a sound the recogniser must have been given for "no words" to count.
  public var overlapHearing: MediaTime = .milliseconds(300)
  /// How long after the end of what surely is speech, but has no words so far, the agent stays silent: its words
  /// are late, or more of it comes. With 120 ms instead the agent goes on over a third of those who interrupt it
  /// before it yields, with 300 ms over a quarter; longer changes nothing (`eval turns --only overlap`).
  public var overlapGap: MediaTime = .milliseconds(300)
  /// Whether words over the agent are judged by the classifier; else by the word list alone.
  public var overlapModel = true
  /// How soon after speech over the agent begins its words are first looked at.
  public var overlapPartialDelay: MediaTime = .milliseconds(200)
  /// Words that are this probably a backchannel do not take the turn.
  public var backchannelThreshold: Float = 0.5
  /// A voice so much below the caller's own is somebody else in the background.
  public var backgroundMargin: Float = 20
  /// Sound that is this much like what the agent says is its echo.
  public var echoThreshold: Float = 0.6
  /// How long the agent is not paused, early in a call, for what may be its echo: so long it takes to know. 0: at once.
  public var echoHold: MediaTime = .milliseconds(350)
  /// Whether words over the agent that are its own are taken for its echo.
  public var echoWords = true

  // MARK: Silence

  /// After this much silence of both sides the application is told that the caller is away.
  public var awayAfter: MediaTime = .milliseconds(15_000)
  /// After this much silence of both sides the agent asks whether the caller is there. 0: never.
  public var repromptAfter: MediaTime = .milliseconds(12_000)
  /// How often it asks before it says goodbye and ends the call.
  public var reprompts = 2
  /// Whether the agent says "mm-hmm" while the caller speaks long.
  public var agentBackchannels = false
  /// After how much speech, and how long after the one before.
  public var backchannelAfter: MediaTime = .milliseconds(5_000)

  // MARK: Bounds

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
  /// A pause at least this long, once transcribed, is not transcribed again when the caller goes on.
  public var lockPause: MediaTime = .milliseconds(300)

  public init() {}
}

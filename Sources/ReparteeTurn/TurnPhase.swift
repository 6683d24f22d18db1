public import ReparteeCore

extension TurnMachine {
  enum Phase: Equatable {
    case listening
    case callerSpeaking(CallerSpeech)
    case deciding(Pause)
    case agent(AgentFloor)
    case overlap(AgentFloor, Sound)
  }

  /// The caller speaks, and the floor is free.
  struct CallerSpeech: Equatable {
    var nextPartial: MediaTime
    /// It began while the agent had the floor.
    var beganOverAgent = false
    /// The first silent frame that was taken for the beginning of a silence.
    var anticipated: MediaTime?
    var lastAnticipation: MediaTime?
    /// What was answered since then.
    var answers = SilenceAnswers()
    var draft: String?
  }

  /// The caller fell silent.
  struct Pause: Equatable {
    var speechEnd: MediaTime
    /// When the turn is over, as judged by now.
    var deadline: MediaTime
    var reason = EndReason(wait: .zero, because: "")
    /// It ends now, whatever anybody thinks.
    var isForced = false
    var nextAsk: MediaTime
    var answers = SilenceAnswers()
    var probability: Float? { answers.probability }
    /// The words by the quick recogniser and by the good one.
    var draft: String?
    var words: String?
    /// What the reply in the making answers.
    var prepared: String?
    /// After this, a turn without words is dropped.
    var wordsDeadline: MediaTime
    var beganOverAgent = false
    var hasAcknowledged = false
  }

  /// The agent has the floor.
  struct AgentFloor: Equatable {
    let since: MediaTime
    /// When the turn it answers began; nil when it speaks of its own accord.
    var answers: MediaTime?
    var isAudible = false
    var lastProgress: MediaTime
    /// It has nothing more to say, but sound over it is still being judged.
    var isDone = false
    /// Sound that was judged to be nothing and goes on, or whose words are still to come.
    var watch: Sound?
  }

  /// Sound of the caller's side while the agent has the floor.
  struct Sound: Equatable {
    let onset: MediaTime
    /// When the sound just before it began, which it goes on with.
    var began: MediaTime
    /// When the agent was paused for it.
    var paused: MediaTime
    var nextPartial: MediaTime
    /// When the partial under way was asked for.
    var asked: MediaTime?
    var words = ""
    /// How often in a row the recogniser heard words in it.
    var understood = 0
    /// When words were first heard in it.
    var worded: MediaTime?
    /// How much of it the recogniser was given when it heard no words.
    var wordless = MediaTime.zero
    /// Set once it ended: a final transcript is on its way.
    var stopped: MediaTime?
    /// The final transcript came, without a word.
    var isHeardOut = false
    /// How sure the voice detector was of late, 0…1, and how sure it was at best not long ago.
    var strength: Float = 0.5
    var best: Float = 0.5
    /// How much it was like the agent's voice, 0…1, while there was sound.
    var likeness: Float = 0
    /// The agent is not paused for it yet: early in a call it may be its echo.
    var isHeldBack = false
  }
}

/// Why a turn was judged over.
public struct EndReason: Sendable, Equatable {
  /// The silence that was waited for, from the caller's last sound.
  public var wait: MediaTime
  /// For people and journals, for example "detector 0.93".
  public var because: String

  public init(wait: MediaTime, because: String) {
    self.wait = wait
    self.because = because
  }
}

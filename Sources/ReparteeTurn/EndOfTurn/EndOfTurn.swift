public import ReparteeCore

/// How long a silence must last before the caller's turn is over: the one rule.
///
/// It falls smoothly with the turn detector's probability. Words that need more hold it up, a whole short
/// answer brings it down, a caller who pauses long gets longer. It is always within the two limits.
public enum EndOfTurn {
  /// The lengths that the rule works with. All count from the caller's last sound.
  public struct Limits: Sendable, Equatable {
    /// The shortest wait.
    public var minimum: MediaTime
    /// The longest wait, whatever the detector and the words say.
    public var maximum: MediaTime
    /// The wait while there is no answer from the detector, or no detector.
    public var undetected: MediaTime
    /// The least wait after a word that needs another, or a filler.
    public var dangling: MediaTime
    /// The least wait inside a number.
    public var number: MediaTime
    /// The least wait inside a spelling.
    public var spelling: MediaTime
    /// The wait after a whole short answer to what was asked, when the detector agrees.
    public var answer: MediaTime
    /// A factor on what is waited beyond `minimum`: 1 is the default, 2 twice as patient.
    public var patience: Double
    /// How much of the caller's own mean pause is waited for when the detector is sure of more, 0…1.
    public var paceShare: Double

    public init(_ settings: TurnSettings = TurnSettings()) {
      minimum = settings.minimumWait
      maximum = settings.maximumWait
      undetected = settings.fixedWait
      dangling = settings.danglingWait
      number = settings.numberWait
      spelling = settings.spellingWait
      answer = settings.answerWait
      patience = settings.patience
      paceShare = settings.paceShare
    }
  }

  /// A wait and what it comes from.
  public struct Wait: Sendable, Equatable {
    /// From the caller's last sound to the end of the turn.
    public var length: MediaTime
    public var reason: Reason
  }

  /// What decided a wait.
  public enum Reason: Sendable, Equatable {
    /// The detector's probability that the turn is over.
    case detector(Float)
    /// The detector has not answered.
    case undetected
    /// What the words so far are.
    case words(WordsSoFar)
    /// This caller's own pauses, of this mean length.
    case pace(MediaTime)
  }

  /// The silence that ends the turn.
  /// - Parameters:
  ///   - probability: that of `SilenceAnswers`, 0…1; nil before the first.
  ///   - words: what the words so far say.
  ///   - expecting: what the agent had asked for.
  ///   - pace: how this caller pauses.
  ///   - limits: the lengths to work with.
  public static func wait(
    probability: Float?, words: WordsSoFar, expecting: Expectation, pace: CallerPace, limits: Limits
  ) -> Wait {
    let known = probability.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }
    var wait = byDetector(known, limits)
    apply(words, expecting, limits, to: &wait)
    hold(for: pace, doubt: known.map { 1 - Double($0) } ?? 0.5, limits, &wait)
    let least = max(limits.minimum, .zero)
    return Wait(
      length: min(max(.seconds(wait.seconds), least), max(limits.maximum, least)),
      reason: wait.reason)
  }

  /// The caller's own pauses count as far as the detector doubts, wholly from even odds on.
  private static func hold(
    for pace: CallerPace, doubt: Double, _ limits: Limits, _ wait: inout Draft
  ) {
    let share = limits.paceShare.isFinite ? min(max(limits.paceShare, 0), 1) : 0
    let own = pace.pause.seconds * share * min(2 * doubt, 1) * limits.usablePatience
    if own > wait.seconds { wait = Draft(seconds: own, reason: .pace(pace.pause)) }
  }
}

public import Repartee
public import ReparteeCore
import Synchronization

/// Knows from the script of a caller whether a turn is over, or answers from a function.
public final class ScriptedTurnDetector: TurnDetector {
  /// What the detector may go by.
  public struct Moment: Sendable {
    /// What the caller said in this turn, up to now.
    public var words: String
    /// Since the caller's last sound; zero while there is one.
    public var silence: MediaTime
    /// What the script says of the last thing that the caller said, 0…1.
    public var scripted: Float
  }

  public let model = ModelDescription(name: "script")
  private let truth: LineTruth
  private let manners: FakeManners
  private let answer: @Sendable (Moment) -> Float
  private let asked = Mutex(0)

  /// - Parameters:
  ///   - manners: how long an answer takes, and what goes wrong.
  ///   - answer: the probability, 0…1, that the turn is over. By default what the script says.
  public init(
    of truth: LineTruth, manners: FakeManners = .prompt,
    answer: @escaping @Sendable (Moment) -> Float = { $0.scripted }
  ) {
    self.truth = truth
    self.manners = manners
    self.answer = answer
  }

  /// How often it was asked.
  public var questions: Int { asked.withLock { $0 } }

  public func makeStream() -> any TurnStream { ScriptedTurnStream(of: self, truth: truth) }

  fileprivate func answer(_ moment: Moment) async throws(ModelError) -> Float {
    if Task.isCancelled { throw ModelError(.cancelled, "The question was abandoned.") }
    let number = asked.withLock { asked in
      defer { asked += 1 }
      return asked
    }
    try await manners(number).wait(before: 0)
    return answer(moment)
  }
}

final class ScriptedTurnStream: TurnStream {
  private let detector: ScriptedTurnDetector
  private let truth: LineTruth
  private var heard = 0
  private var begun = 0
  /// Samples by which the line is behind the caller.
  private var delay = 0

  init(of detector: ScriptedTurnDetector, truth: LineTruth) {
    self.detector = detector
    self.truth = truth
  }

  func append(_ samples: Span<Float>) {
    if let place = truth.place(of: samples, from: 0) {
      delay = max(heard - place * LineTruth.unit, 0)
    }
    heard += samples.count
  }

  func beginTurn(lead: Int) { begun = heard - min(max(lead, 0), heard) - delay }

  func question() -> TurnQuestion {
    let now = heard - delay
    let spoken = truth.speech(before: now)
    let turn = spoken.filter { $0.end > begun }
    let words = turn.flatMap { sounding in
      sounding.sound.words.filter { sounding.start + $0.samples.upperBound <= now }
    }
    let end = spoken.map(\.end).max() ?? now
    let moment = ScriptedTurnDetector.Moment(
      words: words.map(\.text).joined(separator: " "),
      silence: .samples(max(now - end, 0), at: .hz16000),
      // In the middle of what somebody says more is to be expected.
      scripted: end > now ? 0.05 : spoken.last?.sound.finished ?? 0.5)
    return TurnQuestion { [detector] () throws(ModelError) in
      try await detector.answer(moment)
    }
  }
}

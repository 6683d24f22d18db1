internal import ReparteeCore
internal import ReparteeTurn

/// Says segments, word by word, over an agent that a turn machine controls.
///
/// Nothing is recorded: the voice detector is sure of each word, and the recogniser is right but late. A partial comes
/// 120 ms after it is asked for and holds the words that had ended by then; a final comes 230 ms after.
struct OverlapReplay {
  private static let frame: MediaTime = .milliseconds(32)
  private static let partialDelay: MediaTime = .milliseconds(120)
  private static let finalDelay: MediaTime = .milliseconds(230)
  /// Gaps in which a voice detector still hears the word before.
  private static let hiddenGap: MediaTime = .milliseconds(64)
  /// When the first segment begins: the agent has been speaking for a while.
  private static let onset: MediaTime = .milliseconds(960)
  /// How long after its last word a segment must have been decided: every wait is shorter.
  private static let patience: MediaTime = .milliseconds(3_000)

  let judge: String
  let machine: @Sendable () -> TurnMachine

  static func machines(_ settings: TurnSettings = TurnSettings()) -> [OverlapReplay] {
    var byList = settings
    byList.overlapModel = false
    return [("word list", byList), ("classifier", settings)].map { judge, settings in
      OverlapReplay(judge: judge) { TurnMachine(settings: settings, hasDetector: true) }
    }
  }

  func replay(_ rows: [OverlapSegment]) -> OverlapReport.Replay {
    var tally = OverlapTally()
    for (number, row) in rows.enumerated() {
      // Onsets fall anywhere within a frame.
      let shift = MediaTime.milliseconds(Int64(number * 7 % 32))
      var run = Run(row, onset: Self.onset + shift, machine: machine())
      tally.add(run.play(), of: row)
    }
    return tally.summary(judge)
  }

  /// What came of one segment; times count from its onset.
  struct Outcome {
    var pausedAt: MediaTime?
    /// The first verdict, which may be revised.
    var decidedAt: MediaTime?
    var verdict: OverlapVerdict?
    var resumedAt: MediaTime?
    var yieldedAt: MediaTime?
    /// How long the agent was paused in all.
    var pause = MediaTime.zero
  }

  /// One segment under way.
  private struct Run {
    private let row: OverlapSegment
    private let onset: MediaTime
    private var machine: TurnMachine
    private var outcome = Outcome()
    private var pausedSince: MediaTime?
    private var segmentStart = MediaTime.zero
    private var partial: (at: MediaTime, words: String)?
    private var final: (at: MediaTime, words: String)?

    init(_ row: OverlapSegment, onset: MediaTime, machine: TurnMachine) {
      self.row = row
      self.onset = onset
      self.machine = machine
    }

    mutating func play() -> Outcome {
      machine.agentSaid(row.afterQuestion ? "Is it?" : "It is.")
      _ = machine.handle(.agentAnnounces, at: .zero)
      _ = machine.handle(.agentStarted, at: .zero)
      let end = onset + MediaTime.seconds(row.words.last?.end ?? 0) + OverlapReplay.patience
      var now = MediaTime.zero
      // Blocks of 20 ms and frames of 32 ms are both made of steps of 4 ms.
      while now < end, outcome.yieldedAt == nil {
        now = now + .milliseconds(4)
        step(now)
      }
      return outcome
    }

    private mutating func step(_ now: MediaTime) {
      let milliseconds = now.nanoseconds / 1_000_000
      if let ready = partial, ready.at <= now {
        partial = nil
        handle(.partial(ready.words), now)
      }
      if let ready = final, ready.at <= now {
        final = nil
        handle(.final(ready.words), now)
      }
      if milliseconds % 20 == 0 { handle(pausedSince == nil ? .agentProgressed : .tick, now) }
      if milliseconds % 32 == 0 { handle(.voice(isVoice(now) ? 0.95 : 0.02, end: now), now) }
    }

    /// Whether somebody speaks in the middle of the frame that ends now.
    private func isVoice(_ now: MediaTime) -> Bool {
      let middle = now - .milliseconds(16) - onset
      return row.words.indices.contains { index in
        let start = MediaTime.seconds(row.words[index].start)
        var end = MediaTime.seconds(row.words[index].end)
        if row.words.indices.contains(index + 1) {
          let next = MediaTime.seconds(row.words[index + 1].start)
          if next - end < OverlapReplay.hiddenGap { end = max(end, next) }
        }
        return middle >= start && middle < end
      }
    }

    private mutating func handle(_ input: TurnInput, _ now: MediaTime) {
      for action in machine.handle(input, at: now) { perform(action, now) }
    }

    private mutating func perform(_ action: TurnAction, _ now: MediaTime) {
      switch action {
      case .segmentStarted(let start): segmentStart = start
      case .wantPartial:
        guard partial == nil, final == nil else { return }
        partial = (now + OverlapReplay.partialDelay, words(endedBy: now))
      case .wantFinal(let end):
        partial = nil
        final = (now + OverlapReplay.finalDelay, words(endedBy: end + OverlapReplay.hiddenGap))
      case .dropFinal: final = nil
      case .discardTurn: (partial, final) = (nil, nil)
      case .pauseOutput:
        if outcome.pausedAt == nil { outcome.pausedAt = now - onset }
        pausedSince = now
      case .judged(let verdict):
        guard outcome.verdict == nil else { return }
        outcome.verdict = verdict
        outcome.decidedAt = now - onset
      case .resumeOutput: resume(now)
      case .interrupt: outcome.yieldedAt = now - onset
      default: break
      }
    }

    private mutating func resume(_ now: MediaTime) {
      if outcome.resumedAt == nil { outcome.resumedAt = now - onset }
      if let since = pausedSince { outcome.pause = outcome.pause + (now - since) }
      pausedSince = nil
    }

    /// What the recogniser can have heard of the segment that the machine has open.
    private func words(endedBy time: MediaTime) -> String {
      row.words.filter { word in
        let end = onset + MediaTime.seconds(word.end)
        return end > segmentStart && end <= time
      }.map(\.text).joined(separator: " ")
    }
  }
}

internal import Repartee
internal import ReparteeCore
internal import ReparteeTurn

/// One call in which something sounds over the agent, and what the session made of it.
struct OverlapScene {
  /// What happened, in milliseconds from the beginning of the caller's sound.
  struct Outcome: Sendable {
    /// When the agent was paused, and for how long each time; the last of a cut reply has no length.
    var pauses: [(at: Double, length: Double?)] = []
    /// When the caller was given the turn.
    var cut: Double?
    var verdicts: [(at: Double, verdict: OverlapVerdict)] = []
    var heard: [String] = []

    /// Words that the recogniser wrote, all transcripts together.
    var words: Int { heard.reduce(0) { $0 + $1.split(separator: " ").count } }

    var reasons: String {
      verdicts.map { entry in
        let verdict = entry.verdict
        let chance = verdict.probability.map { " \(($0 * 100).rounded() / 100)" } ?? ""
        let words = verdict.words.isEmpty ? "" : " \"\(verdict.words)\""
        return
          "\(Int(entry.at)): \(verdict.kind.rawValue)/\(verdict.reason.rawValue)\(words)\(chance)"
      }.joined(separator: "; ")
    }
  }

  var voice: any VoiceDetector
  var turn: (any TurnDetector)?
  var recognizer: NotedRecognizer
  var speech: any SpeechSynthesizer
  var agent: Agent
  /// What the agent answers.
  var answer = "Yes, of course."
  var trace: ((String) -> Void)?

  func run(_ line: OverheardLine, onset: MediaTime = .zero) async throws -> Outcome {
    let models = ModelSet(
      voice: voice, turn: turn, recognizer: recognizer,
      language: SentenceModel(sentence: answer), speech: speech)
    _ = recognizer.take()
    let record = try await MeasuredCall(agent: agent, models: models, trace: trace).run(line)
    guard let start = line.callerStart else { return Outcome() }
    return outcome(of: record, from: start + onset)
  }

  private func outcome(of record: EventRecord, from origin: MediaTime) -> Outcome {
    var outcome = Outcome()
    outcome.heard = recognizer.take()
    var pausedAt: MediaTime?
    var isOver = false
    for (event, time) in record.events where !isOver {
      let at = (time - origin).milliseconds
      switch event {
      case .state(.overlap):
        pausedAt = time
        outcome.pauses.append((at, nil))
      case .state(.agentSpeaking):
        if let paused = pausedAt, !outcome.pauses.isEmpty {
          outcome.pauses[outcome.pauses.count - 1].length = (time - paused).milliseconds
        }
        pausedAt = nil
      case .overlap(let verdict): outcome.verdicts.append((at, verdict))
      case .turn(let report):
        // Only the first reply is listened to: what comes later answers what was said over it.
        if report.agent.interrupted { outcome.cut = at }
        isOver = true
      default: break
      }
    }
    return outcome
  }
}

internal import ReparteeCore

/// What became of a reply into which the caller made a sound.
struct InterruptionOutcome: Sendable, Encodable {
  enum Kind: String, Sendable, Encodable { case kept, resumed, dropped, noReply = "no_reply" }

  var clip: String
  var outcome: Kind
  /// From the true onset to the agent's silence, in milliseconds.
  var stop: Double?
  /// How long the agent was silent before it went on.
  var pause: Double?
  /// Speech that was never heard; below zero it was heard twice.
  var lost: Double?
  /// Whether another reply followed one that was dropped.
  var hasNewReply: Bool?

  enum CodingKeys: String, CodingKey {
    case clip, outcome
    case stop = "stop_ms"
    case pause = "pause_ms"
    case lost = "lost_ms"
    case hasNewReply = "new_reply"
  }

  init(clip: String, outcome: Kind) {
    self.clip = clip
    self.outcome = outcome
  }

  /// Reads what was heard in a trial: one judge for every framework.
  init(_ trial: InterruptionTrial) {
    self.init(clip: trial.clip, outcome: .noReply)
    guard let reply = trial.reply else { return }
    let mine = trial.heard.filter { reply.contains($0.unit) }
    let stopIndex = mine.indices.first { index in
      guard index + 1 < mine.count else { return true }
      return mine[index].time >= trial.onset
        && mine[index + 1].time - mine[index].time > UnitLedger.gap
    }
    guard let stopIndex else { return }
    let last = mine[stopIndex]
    let isLast = stopIndex == mine.count - 1
    if isLast, last.unit >= reply.upperBound - 6 {
      outcome = .kept
      return
    }
    let silence = last.time + UnitLedger.unitLength
    stop = (silence - trial.onset).milliseconds
    if isLast {
      outcome = .dropped
      lost = Double(reply.upperBound - 1 - last.unit) * 10
      hasNewReply = trial.heard.contains { $0.time > silence && !reply.contains($0.unit) }
    } else {
      outcome = .resumed
      pause = (mine[stopIndex + 1].time - silence).milliseconds
      lost = Double(mine[stopIndex + 1].unit - last.unit - 1) * 10
    }
  }
}

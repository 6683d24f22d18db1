import ReparteeCore
import ReparteeTurn

/// What is told to a call while it runs.
extension SessionMachine {
  mutating func obey(
    _ command: CallCommand, at now: MediaTime, into out: inout [SessionAction]
  ) {
    switch command {
    case .text(let text): answer(typed: text, at: now, into: &out)
    case .interrupt: tell(.cut, at: now, into: &out)
    case .hangUp: hangUp(at: now, into: &out)
    case .leave: leave(at: now, into: &out)
    }
  }

  private mutating func answer(
    typed text: String, at now: MediaTime, into out: inout [SessionAction]
  ) {
    guard !text.isEmpty, !isClosing else { return }
    let words = TurnMachine.join(caller.newest, text)
    caller.end = now
    caller.stages = TurnStages()
    caller.stages.speechEnd = now
    caller.stages.silenceNoticed = now
    caller.stages.transcript = now
    tell(.typed(words), at: now, into: &out)
  }

  private mutating func hangUp(at now: MediaTime, into out: inout [SessionAction]) {
    tell(.freeFloor, at: now, into: &out)
    // In this very instant the agent may have begun to ask whether anybody is there.
    if reply != nil { advanceEpoch(into: &out) }
    end(isClosing ? .closing : .hungUp, into: &out)
  }

  private mutating func leave(at now: MediaTime, into out: inout [SessionAction]) {
    guard !isClosing else { return }
    isClosing = true
    tell(.freeFloor, at: now, into: &out)
    announce(agent.goodbye, for: .goodbye, at: now, into: &out)
  }
}

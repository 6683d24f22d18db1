import ReparteeAudio
import ReparteeCore
import ReparteeTurn

/// Carries out what the turn machine decides.
extension SessionMachine {
  mutating func perform(
    _ action: TurnAction, at now: MediaTime, into out: inout [SessionAction]
  ) {
    switch action {
    case .segmentStarted(let onset): startSegment(at: onset, into: &out)
    case .wantPartial: wantPartial(at: now, into: &out)
    case .wantFinal(let end): wantFinal(speechEnd: end, at: now, into: &out)
    case .wantDraft: wantDraft(at: now, into: &out)
    case .dropFinal:
      cancel(\.caller.final, into: &out)
      cancel(\.caller.draft, into: &out)
      cancel(\.caller.ask, into: &out)
    case .dropAsk:
      cancel(\.caller.draft, into: &out)
      cancel(\.caller.ask, into: &out)
    case .lockSegment(let words):
      transcribedTo = caller.end
      caller.locked = caller.text(with: words)
      caller.newest = ""
      cancel(\.caller.partial, into: &out)
      cancel(\.caller.draft, into: &out)
      cancel(\.caller.ask, into: &out)
    case .askTurn:
      guard caller.ask == nil else { return }
      let call = newCall()
      caller.ask = call
      out.append(.askTurn(call))
    case .prepareReply(let words): prepareReply(to: words, into: &out)
    case .keepReply(let words): caller.newest = words
    case .abandonReply:
      advanceEpoch(into: &out)
    case .commit: commit(at: now, into: &out)
    case .reopenTurn: reopenTurn(into: &out)
    case .discardTurn:
      if let reply, !reply.isCommitted { advanceEpoch(into: &out) }
      reopened = nil
      closeTurn(into: &out)
    case .pauseOutput:
      reply?.isPaused = true
      reply?.ledger.dropUnheard()
      out.append(.pause)
      noteSaid()
    case .duckOutput(let depth):
      out.append(.duck(depth))
      noteSaid()
    case .resumeOutput: resume(into: &out)
    case .judged(let verdict): out.append(.emit(.overlap(verdict)))
    case .ended(let reason): out.append(.emit(.turnEnded(reason)))
    case .away(let isAway): out.append(.emit(.callerAway(isAway)))
    case .reprompt: announce(agent.reprompt, for: .reprompt, at: now, into: &out)
    case .sayGoodbye: announce(agent.goodbye, for: .goodbye, at: now, into: &out)
    case .sayBackchannel: murmur(into: &out)
    case .interrupt: interrupt(at: now, into: &out)
    case .giveUp:
      let isGoodbye = reply?.purpose == .goodbye
      interrupt(at: now, into: &out)
      out.append(.emit(.failure("No reply came; the caller can go on.")))
      if isGoodbye { end(.callerSilent, into: &out) }
    case .state(let state): out.append(.emit(.state(state)))
    }
  }

  private mutating func startSegment(at onset: MediaTime, into out: inout [SessionAction]) {
    caller.segmentStart = max(onset - agent.turn.voice.padding, transcribedTo)
    caller.newest = ""
    guard caller.start == nil else { return }
    caller.start = onset
    out.append(.beginTurn(at: caller.segmentStart))
  }

  private mutating func wantPartial(at now: MediaTime, into out: inout [SessionAction]) {
    guard caller.partial == nil, caller.final == nil else { return }
    recognize(for: \.caller.partial, speechEnd: now, effort: .partial, into: &out)
  }

  private mutating func wantDraft(at now: MediaTime, into out: inout [SessionAction]) {
    cancel(\.caller.partial, into: &out)
    cancel(\.caller.draft, into: &out)
    recognize(for: \.caller.draft, speechEnd: now, effort: .partial, into: &out)
  }

  private mutating func recognize(
    for path: WritableKeyPath<SessionMachine, CallID?>, speechEnd: MediaTime,
    effort: SpeechSegment.Effort, into out: inout [SessionAction]
  ) {
    let call = newCall()
    self[keyPath: path] = call
    out.append(
      .recognize(call, from: caller.segmentStart, speechEnd: speechEnd, effort: effort))
  }

  /// Who answers a question often begins before its last word: what the next 600 ms would bring counts.
  private static let anticipation = 30

  /// What of the reply was heard so far: by it the turn machine knows what was asked.
  mutating func noteSaid() {
    guard let ledger = reply?.ledger else { return }
    let heard = ledger.text(upTo: ledger.heard + Self.anticipation * largestBlock)
    if !heard.isEmpty { turn.agentSaid(heard) }
  }

  private mutating func wantFinal(
    speechEnd: MediaTime, at now: MediaTime, into out: inout [SessionAction]
  ) {
    cancel(\.caller.partial, into: &out)
    cancel(\.caller.final, into: &out)
    caller.end = speechEnd
    caller.stages = TurnStages()
    caller.stages.speechEnd = speechEnd
    caller.stages.silenceNoticed = now
    recognize(for: \.caller.final, speechEnd: speechEnd, effort: .final, into: &out)
  }

  private mutating func commit(at now: MediaTime, into out: inout [SessionAction]) {
    let text = caller.text
    reopened = nil
    isLeaving = false  // Who says something after the goodbye is answered.
    conversation.append(caller: text)
    out.append(.emit(.callerFinal(text)))
    let part = TurnReport.CallerPart(start: caller.start ?? now, end: caller.end, text: text)
    caller.stages.decided = now
    transcribedTo = caller.end
    guard var ready = reply else { return closeTurn(into: &out) }
    ready.caller = part
    ready.isCommitted = true
    ready.stages.speechEnd = caller.stages.speechEnd
    ready.stages.silenceNoticed = caller.stages.silenceNoticed
    ready.stages.transcript = caller.stages.transcript
    ready.stages.decided = now
    for clause in ready.unannounced { out.append(.emit(.agentClause(clause))) }
    ready.unannounced = []
    ready.waste = caller.waste
    reply = ready
    closeTurn(into: &out)
    out.append(.openGate(ready.epoch))
    synthesizeNext(into: &out)
  }

  /// The caller had only paused: what was committed and not answered belongs to the open turn.
  private mutating func reopenTurn(into out: inout [SessionAction]) {
    guard let part = reopened else { return }
    reopened = nil
    caller.locked = part.text
    caller.start = part.start
    conversation.reopen(caller: part.text)
    out.append(.emit(.turnReopened))
  }

  mutating func closeTurn(into out: inout [SessionAction]) {
    cancel(\.caller.partial, into: &out)
    cancel(\.caller.draft, into: &out)
    cancel(\.caller.final, into: &out)
    cancel(\.caller.ask, into: &out)
    caller = CallerTurn()
  }

  private mutating func interrupt(at now: MediaTime, into out: inout [SessionAction]) {
    guard let cut = reply else { return }
    if cut.start == nil {
      reopened = cut.caller
      caller.waste += cut.waste
      caller.waste.add(cut)
    } else {
      let heard = cut.ledger.heardText
      conversation.append(agent: heard)
      out.append(.emit(.turn(cut.report(heard: heard, interrupted: true, at: now))))
      turn.agentSaid(heard)
    }
    advanceEpoch(into: &out)
  }

  /// The one store that ends a reply: after it, nothing of the old epoch can be heard.
  mutating func advanceEpoch(into out: inout [SessionAction]) {
    epoch = epoch.next()
    out.append(.advance(epoch))
    for call in [reply?.generating, reply?.synthesizing].compactMap({ $0 }) {
      out.append(.cancel(call))
    }
    if let dropped = reply, !dropped.isCommitted {
      caller.waste.add(dropped)
    }
    reply = nil
  }

  private mutating func cancel(
    _ path: WritableKeyPath<SessionMachine, CallID?>, into out: inout [SessionAction]
  ) {
    if let id = self[keyPath: path] { out.append(.cancel(id)) }
    self[keyPath: path] = nil
  }
}

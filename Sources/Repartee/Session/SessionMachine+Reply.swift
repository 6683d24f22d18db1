import ReparteeAudio
import ReparteeCore
import ReparteeTurn

/// Makes replies: tokens to clauses to audio to what was heard.
extension SessionMachine {
  /// Speaks the greeting: a reply without a question.
  mutating func greet(at now: MediaTime, into out: inout [SessionAction]) {
    announce(agent.greeting, for: .greeting, at: now, into: &out)
  }

  /// Speaks of its own accord, while nobody has the floor.
  mutating func announce(
    _ text: String, for purpose: Reply.Purpose, at now: MediaTime,
    into out: inout [SessionAction]
  ) {
    // With nothing to say the goodbye is only its end.
    if text.isEmpty || isCallerGone, purpose == .goodbye {
      end(isClosing ? .closing : .callerSilent, into: &out)
    }
    guard !text.isEmpty, !isCallerGone else { return }
    advanceEpoch(into: &out)
    var announcement = Reply(epoch: epoch)
    announcement.purpose = purpose
    announcement.generated = text
    announcement.splitter = ClauseSplitter(settings: .unhurried)
    announcement.isCommitted = true
    let clauses = announcement.splitter.append(text) + [announcement.splitter.finish()]
    reply = announcement
    for clause in clauses.compactMap({ $0 }) { queue(clause, at: now, into: &out) }
    out.append(.openGate(epoch))
    tell(.agentAnnounces, at: now, into: &out)
  }

  /// Says the agent's small word; the conversation does not hold it.
  mutating func murmur(into out: inout [SessionAction]) {
    guard !agent.backchannel.isEmpty else { return }
    out.append(.emit(.agentMurmur(agent.backchannel)))
    out.append(.murmur(newCall(), agent.backchannel))
  }

  /// Ends the call once nobody has anything more to say.
  private mutating func leaveIfDone(into out: inout [SessionAction]) {
    guard turn.state == .listening, reply == nil else { return }
    if isCallerGone { end(.callerGone, into: &out) }
    if isLeaving || isClosing { end(isClosing ? .closing : .callerSilent, into: &out) }
  }

  mutating func end(_ reason: SessionEnd, into out: inout [SessionAction]) {
    guard !hasEnded else { return }
    hasEnded = true
    out.append(.end(reason))
  }

  /// Begins a reply that is not let out before the turn is over.
  mutating func prepareReply(to words: String, into out: inout [SessionAction]) {
    advanceEpoch(into: &out)
    caller.newest = words
    let call = newCall()
    var fresh = Reply(epoch: epoch)
    fresh.generating = call
    reply = fresh
    var context = conversation
    context.append(caller: caller.text)
    out.append(.generate(call, epoch, context.messages))
  }

  mutating func wrote(
    _ text: String, by call: CallID, at now: MediaTime, into out: inout [SessionAction]
  ) {
    guard call == reply?.generating, var current = reply else { return }
    current.generated += text
    current.tokens += 1
    current.stages.firstToken = current.stages.firstToken ?? now
    let clauses = current.splitter.append(text)
    reply = current
    for clause in clauses { queue(clause, at: now, into: &out) }
    guard current.isTooLong else { return }
    out.append(.cancel(call))
    out.append(.emit(.failure("The language model did not stop; the reply was cut.")))
    wroteAll(call, at: now, into: &out)
  }

  mutating func wroteAll(_ call: CallID, at now: MediaTime, into out: inout [SessionAction]) {
    guard call == reply?.generating else { return }
    reply?.generating = nil
    if let last = reply?.splitter.finish() { queue(last, at: now, into: &out) }
    checkComplete(at: now, into: &out)
  }

  private mutating func queue(
    _ clause: Clause, at now: MediaTime, into out: inout [SessionAction]
  ) {
    guard let spokenSoFar = reply?.spoken else { return }
    let context = ClauseContext(
      instructions: agent.instructions + " " + agent.greeting,
      callerWords: words(of: .user) + " " + caller.text,
      agentWords: words(of: .assistant), spokenSoFar: spokenSoFar)
    var passed: Clause? = clause
    for processor in agent.clauses {
      passed = passed.flatMap { processor.process($0, in: context) }
    }
    guard let passed, var current = reply else { return }
    current.stages.firstClause = current.stages.firstClause ?? now
    current.spoken += (current.spoken.isEmpty ? "" : " ") + passed.text
    current.waiting.append(passed.text)
    reply = current
    synthesizeNext(into: &out)
  }

  private func words(of role: Message.Role) -> String {
    conversation.messages.filter { $0.role == role }.map(\.text).joined(separator: " ")
  }

  mutating func synthesizeNext(into out: inout [SessionAction]) {
    guard var current = reply, current.synthesizing == nil, !current.waiting.isEmpty else { return }
    // What may never be heard is not spoken beyond its first clause.
    guard current.isCommitted || current.unannounced.isEmpty else { return }
    let text = current.waiting.removeFirst()
    let call = newCall()
    current.synthesizing = call
    current.ledger.beginClause(text)
    if current.isCommitted {
      out.append(.emit(.agentClause(text)))
    } else {
      current.unannounced.append(text)
    }
    reply = current
    out.append(.synthesize(call, current.epoch, text))
  }

  mutating func spoke(
    _ samples: Int, _ words: [SpokenWord], by call: CallID, at now: MediaTime,
    into out: inout [SessionAction]
  ) {
    guard call == reply?.synthesizing, var current = reply else { return }
    current.stages.firstSpeech = current.stages.firstSpeech ?? now
    current.ledger.append(
      samples: samples, words: words.map { .init(text: $0.text, samples: $0.samples) })
    reply = current
    if current.ledger.made > Reply.longestSpeech { stopSpeaking(call, at: now, into: &out) }
  }

  /// The reply ends with what was made of it.
  private mutating func stopSpeaking(
    _ call: CallID, at now: MediaTime, into out: inout [SessionAction]
  ) {
    out.append(.cancel(call))
    if let generating = reply?.generating { out.append(.cancel(generating)) }
    reply?.generating = nil
    reply?.waiting = []
    reply?.ledger.failClause()
    out.append(.emit(.failure("The synthesiser did not stop; the reply was cut.")))
    spokeAll(call, at: now, into: &out)
  }

  mutating func spokeAll(_ call: CallID, at now: MediaTime, into out: inout [SessionAction]) {
    guard call == reply?.synthesizing else { return }
    reply?.synthesizing = nil
    reply?.ledger.endClause()
    synthesizeNext(into: &out)
    checkComplete(at: now, into: &out)
  }

  mutating func resume(into out: inout [SessionAction]) {
    guard var current = reply else { return }
    guard current.isPaused else { return out.append(.duck(0)) }
    current.isPaused = false
    let sample = current.ledger.rewindToWord()
    reply = current
    out.append(.resume(at: sample))
  }

  mutating func blockSent(_ samples: Int, at now: MediaTime, into out: inout [SessionAction]) {
    if samples > 0, var current = reply, current.isCommitted {
      let isFirst = current.start == nil
      if isFirst {
        current.start = now
        current.stages.firstBlock = now
      }
      current.end = now + .milliseconds(20)
      largestBlock = max(largestBlock, samples)
      send(samples, of: &current)
      reply = current
      tell(isFirst ? .agentStarted : .agentProgressed, at: now, into: &out)
    } else {
      tell(.tick, at: now, into: &out)
    }
    checkComplete(at: now, into: &out)
    leaveIfDone(into: &out)
  }

  /// Notes what left, and what of it has sounded by now.
  private func send(_ samples: Int, of reply: inout Reply) {
    guard unplayed > .zero else { return reply.ledger.send(samples) }
    reply.ledger.sendUnheard(samples)
    reply.ledger.hear(upTo: reply.ledger.sent - unplayedSamples)
  }

  /// `unplayed` in samples of the reply.
  private var unplayedSamples: Int {
    let blocks = unplayed.nanoseconds / MediaTime.milliseconds(20).nanoseconds
    return Int(min(blocks, Self.longestUnplayed)) * largestBlock
  }

  /// In blocks of 20 ms: what a far side says of itself must not undo more of a reply than a sentence.
  private static let longestUnplayed: Int64 = 100

  /// Ends the reply when all of it was heard, or when there was nothing to say.
  mutating func checkComplete(at now: MediaTime, into out: inout [SessionAction]) {
    guard let done = reply, done.isCommitted, done.isComplete, done.ledger.isAllSent,
      turn.state == .thinking || turn.state == .agentSpeaking || turn.state == .overlap
    else { return }
    guard done.start != nil else {
      tell(.replyFailed, at: now, into: &out)
      return
    }
    // What is under way will sound: nothing stops it any more.
    let heard = done.ledger.text(upTo: done.ledger.sent)
    conversation.append(agent: heard)
    out.append(.emit(.turn(done.report(heard: heard, interrupted: false, at: now))))
    reply = nil
    turn.agentSaid(heard)
    tell(.agentFinished, at: now, into: &out)
    if done.purpose == .goodbye { isLeaving = true }
    leaveIfDone(into: &out)
  }
}

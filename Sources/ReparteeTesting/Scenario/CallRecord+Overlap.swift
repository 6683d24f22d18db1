import Repartee
public import ReparteeCore

/// Expectations of what happens when the caller sounds while the agent speaks.
extension CallRecord {
  /// The agent falls silent at these words and gives up what it was saying.
  /// - Parameters:
  ///   - limit: the most that may pass from their first sound to the agent's last.
  ///   - words: the caller's words; nil for the first that were said over the agent.
  public func expectInterrupted(
    within limit: MediaTime, by words: String? = nil
  ) throws(ExpectationFailure) {
    let (sound, reply) = try expectSilence("fall silent", within: limit, by: words)
    try expect(
      report(of: reply)?.agent.interrupted == true,
      "“\(sound.sound.name)” was to interrupt the agent, who went on.")
  }

  /// The agent falls silent at this sound, whatever becomes of it.
  public func expectPaused(
    within limit: MediaTime, by words: String? = nil
  ) throws(ExpectationFailure) {
    _ = try expectSilence("pause", within: limit, by: words)
  }

  /// The agent's sound stops at the caller's.
  /// - Parameter what: how the failure calls it.
  /// - Returns: the caller's sound, and the reply it stopped.
  private func expectSilence(
    _ what: String, within limit: MediaTime, by words: String?
  ) throws(ExpectationFailure) -> (ScriptedCaller.Said, HeardReply) {
    let (sound, reply) = try overlap(words)
    let length = try stop(of: reply, after: sound) - sound.start
    try expect(
      length <= limit,
      "The agent was to \(what) within \(limit) of “\(sound.sound.name)”; it took \(length).")
    return (sound, reply)
  }

  /// The agent says all it has to say in spite of this sound.
  /// - Parameters:
  ///   - limit: the longest silence there may be in it. None is as good.
  ///   - lost: how much of its speech may be left out. What is said again is no loss.
  ///   - words: the caller's words, or the name of a noise; nil for the first thing over the agent.
  public func expectResumed(
    within limit: MediaTime, losing lost: MediaTime = .zero, after words: String? = nil
  ) throws(ExpectationFailure) {
    let (sound, reply) = try overlap(words)
    let name = sound.sound.name
    try expect(
      report(of: reply)?.agent.interrupted == false, "“\(name)” was to be no interruption.")
    for (before, after) in zip(reply.spans, reply.spans.dropFirst()) where before.end > sound.start
    {
      let gap = after.start - before.end
      try expect(
        gap <= limit, "The agent was to go on within \(limit) of “\(name)”; it took \(gap).")
      guard let from = before.to, let to = after.from else {
        throw failure("What the agent went on with after “\(name)” is none of its words.")
      }
      let loss = loss(from: from, to: to)
      try expect(loss <= lost, "\(lost) might be lost at “\(name)”; \(loss) of speech were.")
    }
  }

  /// No reply was given up before all of it was heard.
  public func expectNoInterruption() throws(ExpectationFailure) {
    try expect(
      !turns.contains { $0.agent.interrupted }, "No reply was to be interrupted; one was.")
  }

  /// No reply had a silence in it.
  public func expectNoPause() throws(ExpectationFailure) {
    let gap = replies.lazy.flatMap { zip($0.spans, $0.spans.dropFirst()) }.first {
      $1.start > $0.end
    }
    try expect(gap == nil, "No reply was to pause; one did.")
  }

  /// What the caller did over the agent, and the reply it was done over.
  private func overlap(
    _ name: String?
  ) throws(ExpectationFailure) -> (ScriptedCaller.Said, HeardReply) {
    let replies = replies
    let covering = { (said: ScriptedCaller.Said) in
      replies.first { $0.start < said.end && $0.end > said.start && $0.start <= said.start }
    }
    let sound = try sound(name) { covering($0) != nil }
    guard let reply = covering(sound) else {
      throw failure("“\(sound.sound.name)” was to sound while the agent spoke; it did not.")
    }
    return (sound, reply)
  }

  /// When the agent first fell silent after this sound had begun.
  private func stop(
    of reply: HeardReply, after sound: ScriptedCaller.Said
  ) throws(ExpectationFailure) -> MediaTime {
    guard let span = reply.spans.first(where: { $0.end > sound.start }) else {
      throw failure("“\(sound.sound.name)” was to sound while the agent spoke; it did not.")
    }
    return span.end
  }

  /// What the session reported of a reply: it has at most as many as were heard, in the same order.
  private func report(of reply: HeardReply) -> TurnReport? {
    turns.last { $0.agent.start <= reply.start }
  }

  /// How much was left out between these places; less than zero when something was said again.
  private func loss(from: AgentSpan.Point, to: AgentSpan.Point) -> MediaTime {
    from.clause == to.clause ? to.time - from.time : max(to.time, .zero)
  }
}

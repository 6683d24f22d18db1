import Repartee
public import ReparteeCore

/// Expectations of when the agent speaks.
extension CallRecord {
  /// The agent answers, and not before the caller was done.
  /// - Parameters:
  ///   - limit: the most that may pass from the caller's last sound to the agent's first.
  ///   - words: the caller's words, or the name of a noise; nil for the first thing said.
  /// - Returns: the reply.
  @discardableResult
  public func expectReply(
    within limit: MediaTime, to words: String? = nil
  ) throws(ExpectationFailure) -> HeardReply {
    let question = try sound(words)
    let name = question.sound.name
    if let early = replies.first(where: { $0.start > question.start && $0.start < question.end }) {
      throw failure("The agent cut in on “\(name)” at \(Timeline.clock(early.start)).")
    }
    guard let reply = replies.first(where: { $0.start >= question.end }) else {
      throw failure("“\(name)” was never answered.")
    }
    let latency = reply.start - question.end
    try expect(
      latency <= limit,
      "“\(name)” was to be answered within \(limit); the reply began after \(latency).")
    return reply
  }

  /// The agent begins no reply from the first sound of this until so long after its last.
  /// - Parameter words: the caller's words, or the name of a noise; nil for the first thing said.
  public func expectNoReply(
    for length: MediaTime, to words: String? = nil
  ) throws(ExpectationFailure) {
    let sound = try sound(words)
    let early = replies.first { $0.start > sound.start && $0.start < sound.end + length }
    try expect(
      early == nil,
      "The agent was to say nothing for \(length) after “\(sound.sound.name)”; it began a reply.")
  }

  /// So many replies were begun, the greeting among them.
  public func expectReplies(_ count: Int) throws(ExpectationFailure) {
    try expect(replies.count == count, "\(count) replies were expected; \(replies.count) came.")
  }

  /// The caller heard these words of the agent's, one after the other.
  public func expectHeard(_ words: String) throws(ExpectationFailure) {
    let heard = replies.map(\.text)
    try expect(
      heard.contains { Self.contains($0, words) },
      "The caller was to hear “\(words)”; what was heard is “\(heard.joined(separator: " | "))”.")
  }

  /// The caller did not hear these words of the agent's.
  public func expectNotHeard(_ words: String) throws(ExpectationFailure) {
    try expect(
      !replies.contains { Self.contains($0.text, words) },
      "The caller was not to hear “\(words)”, and did.")
  }

  /// The conversation has these words of the caller's, one after the other.
  public func expectUnderstood(_ words: String) throws(ExpectationFailure) {
    let texts = turns.compactMap(\.caller?.text)
    try expect(
      texts.contains { Self.contains($0, words) },
      "The agent was to understand “\(words)”; it answered “\(texts.joined(separator: " | "))”.")
  }

  /// The conversation holds of each reply what the caller's ear got of it, to the word.
  public func expectContextIsWhatWasHeard() throws(ExpectationFailure) {
    let heard = replies.map { Self.plain($0.text) }.filter { !$0.isEmpty }
    let kept = turns.map { Self.plain($0.agent.heard) }.filter { !$0.isEmpty }
    try expect(
      heard == kept, "The caller heard \(heard); the conversation has \(kept).")
  }

  /// The call came to its own end.
  public func expectEnd() throws(ExpectationFailure) {
    try expect(isComplete, "The call was to end by itself.")
  }

  /// The language model was asked so often at most.
  public func expectRequests(atMost count: Int) throws(ExpectationFailure) {
    try expect(
      requests.count <= count,
      "The language model was to be asked \(count) times at most; it was \(requests.count) times.")
  }
}

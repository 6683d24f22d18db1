import ReparteeCore
import Testing

@testable import ReparteeInference

@Suite("Sequences of the KV cache")
struct LlamaSequencesTests {
  private let a = SessionID(1)
  private let b = SessionID(2)
  private let c = SessionID(3)

  /// Reads a prompt as the scheduler would, and ends.
  @discardableResult
  private func read(
    _ table: Table, _ session: SessionID, _ prompt: [Int32]
  ) throws -> LlamaSequences.Claim {
    let claim = try #require(table.claim(for: session, prompt: prompt))
    table.append(prompt[claim.reused...], to: claim.sequence)
    table.end(claim.sequence)
    return claim
  }

  @Test("A session goes on in its own sequence, from where the prompts part")
  func ownSequence() throws {
    let table = Table(count: 4)
    let first = try read(table, a, [1, 2, 3, 4])
    #expect(first == .init(sequence: 0, reused: 0))
    let second = try read(table, a, [1, 2, 9, 9, 9])
    #expect(second == .init(sequence: 0, reused: 2))
  }

  @Test("The last token is read again even when all is there")
  func wholePrompt() throws {
    let table = Table(count: 2)
    try read(table, a, [1, 2, 3])
    #expect(try read(table, a, [1, 2, 3]).reused == 2)
  }

  @Test("A new session starts from the sequence that has most of its prompt")
  func sharesBeginning() throws {
    let table = Table(count: 4)
    try read(table, a, [1, 2, 3, 4])
    #expect(try read(table, b, [1, 2, 3, 7]) == .init(sequence: 1, reused: 3, source: 0))
    #expect(try read(table, c, [8, 8]) == .init(sequence: 2, reused: 0))
  }

  @Test("When all sequences are taken, the session unused for longest makes room")
  func leastRecent() throws {
    let table = Table(count: 2)
    try read(table, a, [1])
    try read(table, b, [2])
    try read(table, a, [1, 1])
    #expect(try read(table, c, [3]).sequence == 1)
  }

  @Test("An agent's beginning outlives the sessions")
  func prefixStays() throws {
    let table = Table(count: 4)
    try read(table, a, [1, 2, 3])
    let kept = try #require(table.keepPrefix([1, 2]))
    try read(table, b, [5])
    try read(table, c, [6])
    let claim = try read(table, SessionID(4), [1, 2, 9])
    #expect(claim.sequence != kept)
    #expect(claim.reused == 2)
    #expect(table.holdsPrefix([1, 2]))
    #expect(table.leastUseful() != kept)
  }

  @Test(
    "When no sequence is free, a beginning takes the longest unused session's, never its source")
  func prefixTakes() throws {
    let table = Table(count: 2)
    try read(table, a, [1, 2])
    try read(table, b, [3, 4])
    #expect(table.value.keepPrefix([1], from: 0) == 1)
  }

  @Test("The oldest beginning gives way to a new one")
  func prefixLimit() {
    let table = Table(count: 8)
    let first = table.keepPrefix([1])
    let second = table.keepPrefix([2])
    #expect(first != nil && second != nil && first != second)
    #expect(table.holdsPrefix([1]))
    #expect(table.keepPrefix([3]) == second)
    #expect(table.holdsPrefix([1]))
    #expect(!table.holdsPrefix([2]))
  }

  @Test("Nothing at work is ever taken")
  func runningStays() throws {
    let table = Table(count: 2)
    let one = try #require(table.claim(for: a, prompt: [1, 2]))
    let two = try #require(table.claim(for: a, prompt: [1, 2]))
    #expect(one.sequence != two.sequence)
    #expect(table.claim(for: b, prompt: [3]) == nil)
    #expect(table.leastUseful() == nil)
    table.end(one.sequence)
    #expect(table.claim(for: b, prompt: [3])?.sequence == one.sequence)
  }

  @Test("With one sequence, the agent's beginning itself is built upon")
  func single() throws {
    let table = Table(count: 1)
    let claim = try #require(table.claim(for: a, prompt: [1, 2]))
    table.append([1, 2], to: claim.sequence)
    table.endAsPrefix(claim.sequence)
    #expect(table.claim(for: b, prompt: [1, 2, 3]) == .init(sequence: 0, reused: 2))
  }
}

/// The table by reference, so that expectations may change it.
private final class Table {
  var value: LlamaSequences
  init(count: Int) { value = LlamaSequences(count: count) }
  func claim(for session: SessionID, prompt: [Int32]) -> LlamaSequences.Claim? {
    value.claim(for: session, prompt: prompt)
  }
  func append(_ tokens: some Collection<Int32>, to sequence: Int) {
    value.append(tokens, to: sequence)
  }
  func end(_ sequence: Int) { value.end(sequence) }
  func endAsPrefix(_ sequence: Int) { value.endAsPrefix(sequence) }
  func holdsPrefix(_ tokens: [Int32]) -> Bool { value.holdsPrefix(tokens) }
  func keepPrefix(_ tokens: [Int32]) -> Int? { value.keepPrefix(tokens) }
  func leastUseful() -> Int? { value.leastUseful() }
}

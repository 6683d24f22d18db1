import Repartee
import ReparteeCore
import ReparteeTesting
import Testing

/// The driver of the wall clock, with calls of a fraction of a second. Nothing here depends on how long they take.
@Suite(.timeLimit(.minutes(1))) struct RealTimeDriverTests {
  private let models = ModelSet(
    voice: LoudnessVoiceDetector(), turn: nil, recognizer: FakeRecognizer("Hello?"),
    language: FakeLanguageModel { _ in "Yes." }, speech: FakeSynthesizer())

  @Test("A call at the pace of the wall clock greets, answers and ends by itself")
  func carries() async throws {
    let loop = SessionLoop()
    defer { loop.stop() }
    let (events, journal) = (EventLog(), MemoryJournal())
    let parts = CallParts(
      endpoint: ScriptedCall([.silence(4), .speech(0.3), .silence(0.1)]), journal: journal,
      observer: events.add)
    try await RealTimeDriver(
      agent: Agent("Test", instructions: "", greeting: "Hi."), models: models, on: loop,
      parts: parts
    ).run()
    #expect(events.turns.map(\.agent.heard) == ["Hi.", "Yes."])
    #expect(try Replay(journal: journal.bytes).isEqual)
  }

  @Test("Cancelling the task ends the call")
  func cancels() async throws {
    let loop = SessionLoop()
    defer { loop.stop() }
    let driver = RealTimeDriver(
      agent: Agent("Test", instructions: ""), models: models, on: loop,
      parts: CallParts(endpoint: ScriptedCall([.silence(3_600)])))
    let ending = await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do { try await driver.run() } catch { return error is CancellationError }
        return false
      }
      await Task.yield()
      group.cancelAll()
      return await group.next()
    }
    #expect(ending == true)
  }

  @Test("Several calls share a loop")
  func shares() async throws {
    let loop = SessionLoop()
    defer { loop.stop() }
    let logs = (0..<4).map { _ in EventLog() }
    let drivers = logs.map { log in
      RealTimeDriver(
        agent: Agent("Test", instructions: "", greeting: "Hi."), models: models, on: loop,
        parts: CallParts(endpoint: ScriptedCall([.silence(0.1)]), observer: log.add))
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for driver in drivers { group.addTask { try await driver.run() } }
      try await group.waitForAll()
    }
    #expect(logs.allSatisfy { $0.turns.map(\.agent.heard) == ["Hi."] })
  }
}

import Repartee
import ReparteeCore
import ReparteeTesting
import ReparteeTurn
import Testing

/// What is told to a call while it runs, and what its other side says of what it has played.
@Suite struct CommandTests {
  private static let long = "One two three four five six seven eight nine ten eleven twelve."

  @Test("A caller who types is answered like one who speaks")
  func types() async throws {
    let call = try await Call.run(
      [.silence(3)], hears: FakeRecognizer(""),
      told: [(.milliseconds(500), .text("Are you open?"))]
    ) { _ in "Yes." }
    let turn = try #require(call.events.turns.first)
    #expect(turn.caller?.text == "Are you open?")
    #expect(turn.agent.heard == "Yes.")
    let latency = try #require(turn.stages.latency)
    #expect(latency <= .milliseconds(40))
    #expect(try Replay(journal: call.journal.bytes).isEqual)
  }

  @Test("Typing stops the agent, and the context holds what was heard")
  func typesOver() async throws {
    let call = try await Call.run(
      [.silence(6)], hears: FakeRecognizer(""), greeting: Self.long,
      told: [(.milliseconds(1_000), .text("Never mind."))]
    ) { _ in "All right." }
    let turns = call.events.turns
    #expect(turns.map(\.agent.interrupted) == [true, false])
    let heard = try #require(turns.first?.agent.heard)
    #expect(heard.hasPrefix("One two") && !heard.contains("twelve"))
    #expect(call.language.requests.last?.messages.map(\.text) == [heard, "Never mind."])
  }

  @Test("What is typed joins what is being said")
  func typesWhileSpeaking() async throws {
    let call = try await Call.run(
      [.silence(0.5), .speech(2), .silence(3)], hears: FakeRecognizer("My number is"),
      told: [(.milliseconds(2_200), .text("five five five"))]
    ) { _ in "Thanks." }
    let asked = call.language.requests.compactMap { $0.messages.last?.text }
    #expect(asked.contains { $0.hasSuffix("five five five") })
    #expect(call.events.turns.allSatisfy { $0.caller != nil })
  }

  @Test("A command to interrupt stops the agent, and it listens")
  func interrupts() async throws {
    let call = try await Call.run(
      [.silence(4)], hears: FakeRecognizer(""), greeting: Self.long,
      told: [(.milliseconds(1_000), .interrupt)]
    ) { _ in "" }
    #expect(call.events.turns.map(\.agent.interrupted) == [true])
    let audible = try #require(call.endpoint.audible.last)
    #expect(audible.upperBound <= 1.04)
  }

  @Test("Hanging up ends the call at once, and what was heard stands")
  func hangsUp() async throws {
    let call = try await Call.run(
      [.silence(60)], hears: FakeRecognizer(""), greeting: Self.long,
      told: [(.milliseconds(1_000), .hangUp)]
    ) { _ in "" }
    #expect(call.events.turns.map(\.agent.interrupted) == [true])
    #expect(try #require(call.endpoint.audible.last).upperBound <= 1.04)
    #expect(try Replay(journal: call.journal.bytes).isEqual)
  }

  @Test("Hanging up in the instant of a reprompt leaves no reply")
  func hangsUpAtReprompt() {
    var asked = 0
    for blocks in 590...610 {
      var machine = SessionMachine(
        agent: Agent("Test", instructions: ""), abilities: .init(detector: false, partials: false))
      var actions = machine.handle(.started, at: .zero)
      for block in 1..<blocks {
        actions += machine.handle(.blockSent(samples: 0), at: .milliseconds(20 * Int64(block)))
      }
      actions += machine.handle(.command(.hangUp), at: .milliseconds(20 * Int64(blocks)))
      #expect(actions.last == .end(.hungUp))
      guard let opened = actions.lastIndex(where: { $0 == .openGate(Epoch(1)) }) else { continue }
      asked += 1
      #expect(actions[opened...].contains(.advance(Epoch(2))))
    }
    #expect(asked > 1, "the agent never asked")
  }

  @Test(
    "Told to leave, the agent says goodbye and the call ends, whatever was going on",
    arguments: [500, 1_500, 2_600, 3_200, 4_500])
  func leaves(at time: Int64) async throws {
    let call = try await Call.run(
      [.silence(2), .speech(1), .silence(60)], hears: FakeRecognizer("What time is it?"),
      greeting: "Hello there.", told: [(.milliseconds(time), .leave)]
    ) { _ in Self.long }
    let last = try #require(call.events.turns.last)
    #expect(last.agent.generated == "I will hang up now. Goodbye.")
    #expect(last.agent.heard == last.agent.generated)
    let end = try #require(call.endpoint.audible.last).upperBound
    #expect(end < Double(time) / 1000 + 4)
    #expect(try Replay(journal: call.journal.bytes).isEqual)
  }

  @Test("The words of a reply are told as they are heard, each once")
  func tellsWords() async throws {
    let call = try await Call.run(
      [.silence(5)], hears: FakeRecognizer(""), greeting: Self.long
    ) { _ in "" }
    let told = call.events.events.map(\.event).compactMap {
      if case .agentHeard(let text) = $0 { text } else { nil }
    }
    #expect(told.count >= 12 && told.last == Self.long)
    #expect(zip(told, told.dropFirst()).allSatisfy { $1.hasPrefix($0) && $1.count >= $0.count })
  }

  @Test("At a pause and at a cut the other side is told to drop what it has not played, once")
  func clears() async throws {
    let cut = try await Call.run(
      [.speech(1), .silence(1.5), .speech(1.5), .silence(1)],
      hears: FakeRecognizer("Tell me everything", "Stop, what about Sunday?")
    ) { $0.messages.count == 1 ? Self.long : "Closed." }
    #expect(cut.events.events.map(\.event).count { $0 == .clear } == 1)
    let quiet = try await Call.run(
      [.speech(1), .silence(3), .speech(1), .silence(3)],
      hears: FakeRecognizer("Hello?", "Are you open?")
    ) { _ in "Hello." }
    #expect(quiet.events.turns.map(\.agent.interrupted) == [false, false])
    #expect(quiet.events.events.map(\.event).count { $0 == .clear } == 0)
  }

  @Test("What was sent and never played is not heard, and is said again after a false alarm")
  func playsLate() async throws {
    func run(_ unplayed: Int64) async throws -> Call {
      try await Call.run(
        [.speech(1), .silence(1.5), .speech(0.3), .silence(5)],
        hears: FakeRecognizer("Count", "Mm-hmm."), unplayed: .milliseconds(unplayed)
      ) { _ in Self.long }
    }
    let (prompt, late) = (try await run(0), try await run(400))
    #expect(late.events.turns.map(\.agent.heard) == [Self.long])
    func spoken(_ call: Call) -> Double {
      call.endpoint.audible.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    }
    // What the other side dropped is sent once more: 400 ms, to a word's boundary.
    let more = spoken(late) - spoken(prompt)
    #expect(more > 0.2 && more < 0.9)
  }

  @Test("A cut reply is heard no further than the other side had played")
  func cutsLate() async throws {
    func heard(_ unplayed: Int64) async throws -> Int {
      let call = try await Call.run(
        [.speech(1), .silence(1.5), .speech(1.5), .silence(1)],
        hears: FakeRecognizer("Tell me everything", "Stop, what about Sunday?"),
        unplayed: .milliseconds(unplayed)
      ) { $0.messages.count == 1 ? Self.long : "Closed." }
      return try #require(call.events.turns.first).agent.heard.split(separator: " ").count
    }
    #expect(try await heard(600) < heard(0))
  }
}

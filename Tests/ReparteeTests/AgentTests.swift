import Repartee
import ReparteeTesting
import Testing

@Suite("An agent's clauses pass its processors, in order")
struct AgentTests {
  private struct Suffix: ClauseProcessor {
    let name: String
    func process(_ clause: Clause, in context: ClauseContext) -> Clause? {
      Clause(text: clause.text + name, endsSentence: clause.endsSentence)
    }
  }

  private struct Dropping: ClauseProcessor {
    let name = "dropping"
    func process(_ clause: Clause, in context: ClauseContext) -> Clause? {
      clause.text.contains("secret") ? nil : clause
    }
  }

  @Test("each sees what the one before it passed on")
  func order() async throws {
    let call = try await answered("We open at eight.", [Suffix(name: "A"), Suffix(name: "B")])
    #expect(call.events.turns.last?.agent.heard == "We open at eight.AB")
  }

  @Test("a dropped clause is neither spoken nor remembered")
  func dropped() async throws {
    let call = try await answered("It is a secret. We open at eight.", [Dropping()])
    #expect(call.events.turns.last?.agent.heard == "We open at eight.")
    #expect(call.events.turns.last?.agent.generated == "It is a secret. We open at eight.")
  }

  private func answered(
    _ answer: String, _ clauses: [any ClauseProcessor]
  ) async throws -> Call {
    try await Call.run(
      [.silence(0.3), .speech(1), .silence(4)], hears: FakeRecognizer("when do you open"),
      clauses: clauses
    ) { _ in answer }
  }
}

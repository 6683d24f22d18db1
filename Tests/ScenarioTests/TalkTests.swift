import ReparteeTesting
import Testing

@Suite("What users of voice agents complain of does not happen, and why")
struct TalkTests {
  @Test("it holds", arguments: TalkCase.all)
  func holds(talk: TalkCase) async throws {
    let record = try await talk.scenario.run()
    try talk.expects(record)
  }

  @Test("it does not hold with its mechanism switched off", arguments: TalkCase.all)
  func fails(talk: TalkCase) async throws {
    var scenario = talk.scenario
    talk.without(&scenario)
    let record = try await scenario.run()
    #expect(throws: ExpectationFailure.self, "\(record.timeline)") { try talk.expects(record) }
  }

  @Test("there are at least sixty, each with a name of its own")
  func count() {
    #expect(TalkCase.all.count >= 60)
    #expect(Set(TalkCase.all.map(\.name)).count == TalkCase.all.count)
  }
}

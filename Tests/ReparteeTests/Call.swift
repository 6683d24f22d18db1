import Repartee
import ReparteeTesting

/// One call on the virtual clock with models that are functions.
struct Call {
  var events = EventLog()
  var journal = MemoryJournal()
  var endpoint: ScriptedCall
  var language: FakeLanguageModel

  static func run(
    _ steps: [ScriptedCall.Step], hears: FakeRecognizer, greeting: String = "",
    detector: FakeTurnDetector? = FakeTurnDetector(), clauses: [any ClauseProcessor] = [],
    answers: @escaping @Sendable (LanguageRequest) throws(ModelError) -> String
  ) async throws -> Call {
    let call = Call(endpoint: ScriptedCall(steps), language: FakeLanguageModel(answers))
    let models = ModelSet(
      voice: LoudnessVoiceDetector(), turn: detector, recognizer: hears, language: call.language,
      speech: FakeSynthesizer())
    let agent = Agent("Test", instructions: "Be brief.", greeting: greeting, clauses: clauses)
    var driver = VirtualDriver(
      agent: agent, models: models, journal: call.journal, cost: .free, observer: call.events.add)
    try await driver.run(call.endpoint)
    return call
  }
}

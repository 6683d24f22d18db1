import Repartee
import ReparteeCore
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
    told commands: [(MediaTime, CallCommand)] = [], unplayed: MediaTime = .zero,
    answers: @escaping @Sendable (LanguageRequest) throws(ModelError) -> String
  ) async throws -> Call {
    let call = Call(endpoint: ScriptedCall(steps), language: FakeLanguageModel(answers))
    let models = ModelSet(
      voice: LoudnessVoiceDetector(), turn: detector, recognizer: hears, language: call.language,
      speech: FakeSynthesizer())
    let agent = Agent("Test", instructions: "Be brief.", greeting: greeting, clauses: clauses)
    var driver = VirtualDriver(
      agent: agent, models: models, journal: call.journal, cost: .free, observer: call.events.add)
    for (time, command) in commands { driver.send(command, at: time) }
    let line = LateLine(call.endpoint, unplayed: unplayed)
    try await driver.run(line)
    return call
  }
}

/// A line whose other side plays later what was sent.
final class LateLine: AudioEndpoint {
  private let call: ScriptedCall
  let unplayed: MediaTime

  init(_ call: ScriptedCall, unplayed: MediaTime) {
    self.call = call
    self.unplayed = unplayed
  }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    call.nextCallerBlock(into: &block)
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    call.exchange(caller: caller, agent: agent, start: start)
  }
}

import Repartee
import ReparteeCore
import ReparteeTesting
import ReparteeTurn
import Testing

/// A model that is broken while the caller asks, and mended before the caller asks again.
@Suite("What a broken model costs: a turn at most, and never the call") struct FaultTests {
  enum Role: String, CaseIterable, Sendable { case recognizer, turn, language, speech }

  /// What becomes of the question that meets the fault. docs/faults.md has the same table.
  enum Outcome: String, Sendable {
    /// It is answered as if nothing were.
    case answered
    /// Some of an answer is heard.
    case partly
    /// Nothing is heard.
    case nothing
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let role: Role
    let fault: Fault
    let outcome: Outcome
    /// Whether the application is told of a failure.
    let isTold: Bool
    var testDescription: String { "\(role.rawValue) \(fault.rawValue): \(outcome.rawValue)" }
  }

  static let table: [(Role, Fault, Outcome, isTold: Bool)] = [
    (.recognizer, .slow, .answered, false),
    (.recognizer, .silent, .nothing, false),
    (.recognizer, .failsAtOnce, .nothing, true),
    (.recognizer, .failsMidway, .nothing, true),
    (.recognizer, .garbage, .answered, false),
    (.recognizer, .endless, .nothing, false),
    (.turn, .slow, .answered, false),
    (.turn, .silent, .answered, false),
    (.turn, .failsAtOnce, .answered, true),
    (.turn, .failsMidway, .answered, true),
    (.turn, .garbage, .answered, false),
    (.turn, .endless, .answered, false),
    (.language, .slow, .answered, false),
    (.language, .silent, .nothing, true),
    (.language, .failsAtOnce, .nothing, true),
    (.language, .failsMidway, .partly, true),
    (.language, .garbage, .partly, false),
    (.language, .endless, .partly, true),
    (.speech, .slow, .answered, false),
    (.speech, .silent, .nothing, true),
    (.speech, .failsAtOnce, .nothing, true),
    (.speech, .failsMidway, .partly, true),
    (.speech, .garbage, .answered, false),
    (.speech, .endless, .partly, true),
  ]

  static let cases = table.map { Case(role: $0, fault: $1, outcome: $2, isTold: $3) }
  static let answer = "We are open until six. Come in."

  @Test("it is as the table says, and the next question is answered", arguments: cases)
  func costs(item: Case) async throws {
    let call = try await FaultyCall.run(item.role, item.fault)
    #expect(call.isComplete, "the call has to end")
    let first = call.log.turns.filter { $0.agent.start < FaultyCall.mended }
    let heard = first.map(\.agent.heard).joined(separator: " ")
    switch item.outcome {
    case .answered: #expect(heard == Self.answer)
    case .partly: #expect(!heard.isEmpty && heard != Self.answer)
    case .nothing: #expect(heard.isEmpty)
    }
    let failures = call.log.events.filter {
      if case .failure = $0.event { $0.time < FaultyCall.mended } else { false }
    }
    #expect(failures.isEmpty != item.isTold, "\(failures)")
    // The caller never waits for more than the longest bound: a silent reply's fifteen seconds.
    let next = try #require(call.log.turns.last { $0.caller != nil })
    #expect(next.caller?.text.hasSuffix("And on Sunday?") == true)
    #expect(next.agent.heard == Self.answer)
    #expect((next.stages.latency ?? .seconds(99)) < .seconds(1))
    let replay = try Replay(journal: call.journal.bytes)
    #expect(replay.isEqual, "\(String(describing: replay.firstDifference))")
    #expect(replay.tail == .clean && call.journal.bytes.count < 3_000_000)
  }

  @Test("every role meets every fault")
  func complete() {
    #expect(Set(Self.table.map { "\($0.0) \($0.1)" }).count == 24)
    #expect(Self.table.count == Role.allCases.count * Fault.allCases.count)
  }

  @Test("a recogniser whose finals alone hang costs nothing: the quick words do")
  func finalsHang() async throws {
    let record = try await Scenario.desk([.question]) {
      $0.models.finals = .hanging
      $0.hangUp = .at(.seconds(12))
    }.run()
    try record.expectHeard("never on Sunday")
  }
}

/// Two questions, of which the first meets the fault.
struct FaultyCall {
  /// When the models work again; the second question is asked after that.
  static let mended = MediaTime.seconds(40)

  let log = EventLog()
  let journal = MemoryJournal()
  var isComplete = false

  static func run(_ role: FaultTests.Role, _ fault: Fault) async throws -> FaultyCall {
    let workshop = Workshop(fault)
    let language = FakeLanguageModel { _ in FaultTests.answer }
    let broken: (FaultTests.Role) -> Workshop = { part in
      if part == role { return workshop }
      let well = Workshop(fault)
      well.mend()
      return well
    }
    let models = ModelSet(
      voice: LoudnessVoiceDetector(), turn: FaultyTurnDetector(workshop: broken(.turn)),
      recognizer: FaultyRecognizer(workshop: broken(.recognizer), call: workshop),
      language: FaultyLanguageModel(workshop: broken(.language), inner: language),
      speech: FaultySynthesizer(workshop: broken(.speech), inner: FakeSynthesizer()))
    var agent = Agent("Desk", instructions: "Be brief.", maximumTokens: .max)
    agent.turn.repromptAfter = .zero
    var call = FaultyCall()
    var driver = VirtualDriver(
      agent: agent, models: models, journal: call.journal, cost: .free, observer: call.log.add)
    let line = MendingLine { workshop.mend() }
    do {
      try await driver.run(line)
      call.isComplete = true
    } catch {}
    return call
  }
}

/// A caller who asks at once and when all is well again. Gives up a call that does not end.
private final class MendingLine: AudioEndpoint {
  private let call = ScriptedCall([
    .silence(0.5), .speech(1), .silence(43.5), .speech(1), .silence(6),
  ])
  private let mend: () -> Void
  private var blocks: Int64 = 0
  init(mend: @escaping () -> Void) { self.mend = mend }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    blocks += 1
    if MediaTime.milliseconds(20 * blocks) == FaultyCall.mended { mend() }
    // A reply that does not stop has its bound at five minutes of speech.
    if blocks > 60_000 { withUnsafeCurrentTask { $0?.cancel() } }
    return call.nextCallerBlock(into: &block)
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {}
}

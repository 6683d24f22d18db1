public import Repartee
public import ReparteeCore

/// A call that is played on the virtual clock: an agent, a caller's script, and how the models behave.
public struct Scenario: Sendable {
  public var agent: Agent
  public var steps: [CallerStep]
  public var models: ScenarioModels
  public var line = CallerLine()
  /// What the network does to the caller's audio and to the agent's.
  public var network: (up: NetworkConditions, down: NetworkConditions)?
  public var hangUp = HangUp.afterQuiet(.seconds(2))
  /// A call that has not ended by then is given up.
  public var limit: MediaTime = .seconds(120)

  /// - Parameters:
  ///   - agent: who answers.
  ///   - steps: what the caller does, in order.
  ///   - answers: what the language model says to each request.
  public init(
    _ agent: Agent, caller steps: [CallerStep],
    answers: @escaping @Sendable (LanguageRequest) throws(ModelError) -> String
  ) {
    self.agent = agent
    self.steps = steps
    models = ScenarioModels(answers: answers)
  }

  /// Plays the call.
  /// - Throws: `CancellationError` when the calling task is cancelled.
  public func run() async throws -> CallRecord {
    // The call has a task of its own, so that giving it up cancels nothing else.
    let record = await withTaskGroup(of: CallRecord.self) { group in
      group.addTask { await play() }
      return await group.next()
    }
    try Task.checkCancellation()
    guard let record else { throw CancellationError() }
    return record
  }

  private func play() async -> CallRecord {
    let caller = ScriptedCaller(steps, line: line, hangUp: hangUp)
    caller.limit = limit
    caller.recording = CallRecording()
    let cast = models.cast(for: caller)
    let journal = MemoryJournal()
    var events: [CallRecord.Entry] = []
    var driver = VirtualDriver(agent: agent, models: cast.models, journal: journal, cost: .free) {
      events.append(.init(time: $1, event: $0))
      caller.observe($0, $1)
    }
    var isComplete = true
    do {
      if let network {
        try await driver.run(NetworkEmulator(caller, up: network.up, down: network.down))
      } else {
        try await driver.run(caller)
      }
    } catch {
      isComplete = false
    }
    return CallRecord(
      events: events, caller: caller, cast: cast, journal: journal.bytes, isComplete: isComplete)
  }
}

/// How the models of a scenario behave. All are prompt and do what they should, when nothing is said.
public struct ScenarioModels: Sendable {
  public var answers: @Sendable (LanguageRequest) throws(ModelError) -> String
  /// Time to the first token and for each further one.
  public var language = FakeManners.prompt
  /// Time to the first word's audio and for each further one.
  public var speech = FakeManners.prompt
  public var partials = FakeManners.prompt
  public var finals = FakeManners.prompt
  /// What the recogniser makes of the caller's words.
  public var hears: @Sendable (String, SpeechSegment.Effort) -> String = { words, _ in words }
  /// False: the agent has no turn detector.
  public var hasTurnDetector = true
  public var turn = FakeManners.prompt
  /// The probability that a turn is over; by default what the script says of the caller's words.
  public var turnIsOver: @Sendable (ScriptedTurnDetector.Moment) -> Float = { $0.scripted }
  /// Nil: what the script says of each sound.
  public var voice: (any VoiceDetector)?

  public init(answers: @escaping @Sendable (LanguageRequest) throws(ModelError) -> String) {
    self.answers = answers
  }

  func cast(for caller: ScriptedCaller) -> ScenarioCast {
    ScenarioCast(
      voice: voice ?? ScriptedVoiceDetector(of: caller.truth),
      turn: hasTurnDetector
        ? ScriptedTurnDetector(of: caller.truth, manners: turn, answer: turnIsOver) : nil,
      recognizer: ScriptedRecognizer(
        of: caller.truth, partials: partials, finals: finals, hears: hears),
      language: FakeLanguageModel(manners: language, answers),
      speech: FakeSynthesizer(manners: speech), caller: caller)
  }
}

/// The fakes of one call.
struct ScenarioCast {
  var voice: any VoiceDetector
  var turn: ScriptedTurnDetector?
  var recognizer: ScriptedRecognizer
  var language: FakeLanguageModel
  var speech: FakeSynthesizer
  var caller: ScriptedCaller

  var models: ModelSet {
    ModelSet(
      voice: voice, turn: turn, recognizer: recognizer, language: language,
      speech: caller.hearing(speech))
  }
}

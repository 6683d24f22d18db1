import Repartee
import ReparteeCore
import ReparteeTesting
import ReparteeTurn
import Testing

/// One way in which talking to an agent goes wrong elsewhere and must not here.
struct TalkCase: Sendable, CustomTestStringConvertible {
  /// What must hold, as a sentence.
  let name: String
  /// Public threads in which users complain of the opposite: project and number.
  let cites: [String]
  let scenario: Scenario
  /// Switches off the mechanism by which it holds: then it must not.
  let without: @Sendable (inout Scenario) -> Void
  let expects: @Sendable (CallRecord) throws -> Void

  init(
    _ name: String, cites: [String] = [], _ scenario: Scenario,
    without: @escaping @Sendable (inout Scenario) -> Void,
    expects: @escaping @Sendable (CallRecord) throws -> Void
  ) {
    self.name = name
    self.cites = cites
    self.scenario = scenario
    self.without = without
    self.expects = expects
  }

  /// The mechanism is switched off by settings, by the names they have in files.
  init(
    _ name: String, cites: [String] = [], _ scenario: Scenario, without settings: [String: Double],
    expects: @escaping @Sendable (CallRecord) throws -> Void
  ) {
    self.init(
      name, cites: cites, scenario, without: { $0.agent.turn.set(settings) }, expects: expects)
  }

  var testDescription: String {
    cites.isEmpty ? name : name + " (" + cites.joined(separator: ", ") + ")"
  }

  static let all =
    endOfTurn + words + speculation + interruption + backchannels + noises + echoes + lines
    + silences + bounds
}

extension TurnSettings {
  /// Sets what has these names in files. A name that does not exist is a mistake of the test.
  mutating func set(_ values: [String: Double]) {
    for (name, value) in values {
      guard let field = Self.fields.first(where: { $0.name == name }) else {
        Issue.record("There is no setting “\(name)”.")
        continue
      }
      field.set(&self, value)
    }
  }
}

extension Scenario {
  /// A call with a front desk.
  /// - Parameters:
  ///   - settings: by the names they have in files.
  ///   - greeting: nil when the caller begins.
  ///   - answer: what the agent says to everything.
  static func desk(
    _ steps: [CallerStep], greeting: String = "", settings: [String: Double] = [:],
    answer: String = Scenario.hours, _ change: (inout Scenario) -> Void = { _ in }
  ) -> Scenario {
    var agent = Agent("Front desk", instructions: "Answer the phone.", greeting: greeting)
    agent.turn.set(settings)
    var scenario = Scenario(agent, caller: steps) { _ in answer }
    change(&scenario)
    return scenario
  }

  /// Five seconds of speech.
  static let hours =
    "We are open from eight to six on every weekday, and from nine to noon on Saturday, but never on Sunday."
}

extension CallerStep {
  /// The question that most calls begin with.
  static let question = CallerStep.say("What time do you open?", .afterPrevious(.milliseconds(300)))
}

extension MediaTime {
  static func ms(_ value: Int64) -> MediaTime { .milliseconds(value) }
}

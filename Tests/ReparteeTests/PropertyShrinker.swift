import ReparteeCore
import ReparteeTurn

@testable import Repartee

/// Makes a call that breaks a property short enough to read: leaves out what it can do without.
struct PropertyShrinker {
  let setup: PropertyAgent
  let property: Property
  /// How often it may play the call again.
  var patience = 2_000

  /// What is wrong when these steps are played; nil when nothing is, or something else.
  func violation(of steps: [PropertyStep]) -> Violation? {
    var world = PropertyWorld(setup)
    for step in steps where world.violations.isEmpty { _ = world.take(step) }
    if world.violations.isEmpty { world.checkConversation() }
    return world.violations.first.flatMap { $0.property == property ? $0 : nil }
  }

  mutating func shrink(_ all: [PropertyStep]) -> [PropertyStep] {
    guard violation(of: all) != nil else { return all }
    var steps = all
    var length = steps.count / 2
    while length > 0, patience > 0 {
      var start = 0
      while start < steps.count, patience > 0 {
        patience -= 1
        var fewer = steps
        fewer.removeSubrange(start..<min(start + length, steps.count))
        if violation(of: fewer) != nil { steps = fewer } else { start += length }
      }
      length /= 2
    }
    return steps
  }

  /// What happened in the steps and what the machine did, without the blocks that changed nothing.
  func timeline(of steps: [PropertyStep]) -> [String] {
    var world = PropertyWorld(setup)
    return steps.flatMap { step -> [String] in
      let actions = world.take(step)
      if actions.isEmpty, case .block = step.kind { return [] }
      return ["\(step)"] + actions.map { "    \($0.line)" }
    }
  }
}

extension PropertyAgent: CustomStringConvertible {
  /// What is not as it is by default.
  var description: String {
    let changed = ([(nil, agent.turn)] + agent.turnWhen.map { ($0.key as Expectation?, $0.value) })
      .map { expecting, settings in
        let fields = TurnSettings.fields.filter { $0.get(settings) != $0.get(TurnSettings()) }
        return (expecting?.rawValue ?? "always") + ": "
          + fields.map { "\($0.name) \($0.get(settings))" }.joined(separator: ", ")
      }
    return "\(abilities)\n" + changed.joined(separator: "\n")
  }
}

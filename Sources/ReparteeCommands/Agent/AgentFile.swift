public import Repartee
internal import ReparteeTurn
internal import Yams

/// Reads an agent from YAML: name, what it knows and says, voice, turn.
///
/// Unknown keys are errors that name the key and the line: a misspelt setting must not pass in silence.
public struct AgentFile {
  private static let keys = [
    "name", "instructions", "greeting", "reprompt", "goodbye", "backchannel", "voice", "turn",
  ]
  /// Under `turn`: settings that hold instead while the caller answers such a question.
  private static let whenKey = "when_asking"

  private let file: YAMLFile

  public static func load(path: String) throws -> Agent {
    let text = try YAMLFile.text(path: path, kind: "agent file", title: "an agent file is")
    return try AgentFile(name: path).parse(text)
  }

  /// - Parameter name: how messages call the text.
  public init(name: String) { file = YAMLFile(name: name) }

  public func parse(_ text: String) throws -> Agent {
    guard case .mapping(let fields)? = try file.root(of: text) else {
      throw CommandError("\(file.name): an agent file is a mapping with the key 'instructions'")
    }
    var agent = Agent("Agent", instructions: "")
    for (keyNode, value) in fields {
      switch keyNode.string {
      case "name": agent.name = try file.text(value, "name")
      case "instructions": agent.instructions = try file.text(value, "instructions")
      case "greeting": agent.greeting = try file.text(value, "greeting")
      case "reprompt": agent.reprompt = try file.text(value, "reprompt")
      case "goodbye": agent.goodbye = try file.text(value, "goodbye")
      case "backchannel": agent.backchannel = try file.text(value, "backchannel")
      case "voice": agent.voice = try file.text(value, "voice")
      case "turn": try readTurn(value, into: &agent)
      case let other: throw file.unknown(other, keyNode, known: Self.keys)
      }
    }
    guard !agent.instructions.isEmpty else {
      throw CommandError(
        "\(file.name): the key 'instructions' is missing: say who the agent is and what it knows")
    }
    return agent
  }

  private func readTurn(_ node: Node, into agent: inout Agent) throws {
    agent.turn = try settings(node, from: TurnSettings(), skipping: Self.whenKey)
    guard case .mapping(let fields) = node,
      let when = fields.first(where: { $0.key.string == Self.whenKey })?.value
    else { return }
    guard case .mapping(let questions) = when else {
      throw file.wrong(when, "'\(Self.whenKey)' is a mapping of questions")
    }
    for (keyNode, value) in questions {
      guard let expecting = keyNode.string.flatMap(Expectation.init(rawValue:)) else {
        throw file.unknown(keyNode.string, keyNode, known: Expectation.allCases.map(\.rawValue))
      }
      agent.turnWhen[expecting] = try settings(value, from: agent.turn, skipping: nil)
    }
  }

  private func settings(
    _ node: Node, from base: TurnSettings, skipping skipped: String?
  ) throws -> TurnSettings {
    guard case .mapping(let fields) = node else {
      throw file.wrong(node, "'turn' is a mapping of settings")
    }
    var settings = base
    for (keyNode, value) in fields where skipped == nil || keyNode.string != skipped {
      let known = skipped == nil ? TurnSettings.fieldsByQuestion : TurnSettings.fields
      guard let field = known.first(where: { $0.name == keyNode.string }) else {
        throw file.unknown(
          keyNode.string, keyNode, known: known.map(\.name) + (skipped.map { [$0] } ?? []))
      }
      field.set(&settings, try number(value, field))
    }
    return settings
  }

  private func number(_ node: Node, _ field: TurnSettings.Field) throws -> Double {
    let text = node.string ?? ""
    if let value = value(text, field.unit), (0...field.unit.limit).contains(value) { return value }
    throw file.wrong(
      node, "'\(field.name)' is \(Self.range(of: field.unit)), not '\(text)'")
  }

  private func value(_ text: String, _ unit: TurnSettings.Field.Unit) -> Double? {
    switch unit {
    case .flag: Bool(text).map { $0 ? 1 : 0 }
    case .count: Int(text).map(Double.init)
    case .probability, .factor, .decibels, .milliseconds: Double(text)
    }
  }

  private static func range(of unit: TurnSettings.Field.Unit) -> String {
    let limit = Int(unit.limit)
    return switch unit {
    case .flag: "true or false"
    case .probability, .factor: "from 0 to \(limit)"
    case .decibels: "in decibels, 0 to \(limit)"
    case .count: "a whole number, 0 to \(limit)"
    case .milliseconds: "in milliseconds, 0 to \(limit)"
    }
  }
}

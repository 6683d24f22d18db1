internal import Foundation
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
  /// More is no agent, and a parser should not have to find out.
  private static let maximumBytes = 1 << 20

  private let name: String

  public static func load(path: String) throws -> Agent {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("\(path): there is no such agent file that can be read")
    }
    guard data.count <= maximumBytes, let text = String(data: data, encoding: .utf8) else {
      throw CommandError("\(path): an agent file is UTF-8 text of at most 1 MiB")
    }
    return try AgentFile(name: path).parse(text)
  }

  /// - Parameter name: how messages call the text.
  public init(name: String) { self.name = name }

  public func parse(_ text: String) throws -> Agent {
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch {
      throw CommandError(
        "\(name): not valid YAML: \("\(error)".split(separator: "\n").first ?? "")")
    }
    guard case .mapping(let fields)? = root else {
      throw CommandError("\(name): an agent file is a mapping with the key 'instructions'")
    }
    var agent = Agent("Agent", instructions: "")
    for (keyNode, value) in fields {
      switch keyNode.string {
      case "name": agent.name = try string(value, "name")
      case "instructions": agent.instructions = try string(value, "instructions")
      case "greeting": agent.greeting = try string(value, "greeting")
      case "reprompt": agent.reprompt = try string(value, "reprompt")
      case "goodbye": agent.goodbye = try string(value, "goodbye")
      case "backchannel": agent.backchannel = try string(value, "backchannel")
      case "voice": agent.voice = try string(value, "voice")
      case "turn": try readTurn(value, into: &agent)
      case let other: throw unknown(other, keyNode, known: Self.keys)
      }
    }
    guard !agent.instructions.isEmpty else {
      throw CommandError(
        "\(name): the key 'instructions' is missing: say who the agent is and what it knows")
    }
    return agent
  }

  private func readTurn(_ node: Node, into agent: inout Agent) throws {
    agent.turn = try settings(node, from: TurnSettings(), skipping: Self.whenKey)
    guard case .mapping(let fields) = node,
      let when = fields.first(where: { $0.key.string == Self.whenKey })?.value
    else { return }
    guard case .mapping(let questions) = when else {
      throw CommandError("\(name)\(line(when)): '\(Self.whenKey)' is a mapping of questions")
    }
    for (keyNode, value) in questions {
      guard let expecting = keyNode.string.flatMap(Expectation.init(rawValue:)) else {
        throw unknown(keyNode.string, keyNode, known: Expectation.allCases.map(\.rawValue))
      }
      agent.turnWhen[expecting] = try settings(value, from: agent.turn, skipping: nil)
    }
  }

  private func settings(
    _ node: Node, from base: TurnSettings, skipping skipped: String?
  ) throws -> TurnSettings {
    guard case .mapping(let fields) = node else {
      throw CommandError("\(name)\(line(node)): 'turn' is a mapping of settings")
    }
    var settings = base
    for (keyNode, value) in fields where skipped == nil || keyNode.string != skipped {
      let known = skipped == nil ? TurnSettings.fieldsByQuestion : TurnSettings.fields
      guard let field = known.first(where: { $0.name == keyNode.string }) else {
        throw unknown(
          keyNode.string, keyNode, known: known.map(\.name) + (skipped.map { [$0] } ?? []))
      }
      field.set(&settings, try number(value, field))
    }
    return settings
  }

  private func number(_ node: Node, _ field: TurnSettings.Field) throws -> Double {
    let text = node.string ?? ""
    if let value = value(text, field.unit), (0...field.unit.limit).contains(value) { return value }
    throw CommandError(
      "\(name)\(line(node)): '\(field.name)' is \(Self.range(of: field.unit)), not '\(text)'")
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

  private func string(_ node: Node, _ key: String) throws -> String {
    guard let text = node.string else {
      throw CommandError("\(name)\(line(node)): '\(key)' is text")
    }
    return text
  }

  private func unknown(_ key: String?, _ node: Node, known: [String]) -> CommandError {
    CommandError(
      "\(name)\(line(node)): unknown key '\(key ?? "?")'; known are \(known.joined(separator: ", "))"
    )
  }

  private func line(_ node: Node) -> String {
    node.mark.map { ":\($0.line)" } ?? ""
  }
}

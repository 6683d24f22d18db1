internal import Foundation
internal import Yams

/// A YAML file of settings: how it is read, and how its mistakes are told, each with the line.
struct YAMLFile {
  /// More is no file of settings, and a parser should not have to find out.
  private static let maximumBytes = 1 << 20

  /// How messages call the text.
  let name: String

  /// - Parameters:
  ///   - kind: what messages call such a file when it is not there, as 'agent file'.
  ///   - title: what they call it in a sentence, as 'an agent file is'.
  static func text(path: String, kind: String, title: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("\(path): there is no such \(kind) that can be read")
    }
    guard data.count <= maximumBytes, let text = String(data: data, encoding: .utf8) else {
      throw CommandError("\(path): \(title) UTF-8 text of at most 1 MiB")
    }
    return text
  }

  /// - Returns: nil when nothing is in the text.
  func root(of text: String) throws -> Node? {
    do { return try Yams.compose(yaml: text) } catch {
      throw CommandError(
        "\(name): not valid YAML: \("\(error)".split(separator: "\n").first ?? "")")
    }
  }

  func text(_ node: Node, _ key: String) throws -> String {
    guard let text = node.string else { throw wrong(node, "'\(key)' is text") }
    return text
  }

  /// A misspelt setting must not pass in silence.
  func unknown(_ key: String?, _ node: Node, known: [String]) -> CommandError {
    wrong(node, "unknown key '\(key ?? "?")'; known are \(known.joined(separator: ", "))")
  }

  /// What is wrong at a place of the file.
  func wrong(_ node: Node, _ message: String) -> CommandError {
    CommandError("\(name)\(node.mark.map { ":\($0.line)" } ?? ""): \(message)")
  }
}

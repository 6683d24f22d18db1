internal import Foundation
internal import Repartee
internal import ReparteeServer
internal import Yams

/// Reads a server's settings from YAML.
///
/// Unknown keys are errors that name the key and the line: a misspelt setting must not pass in silence.
struct ServerFile {
  private static let keys = [
    "host", "port", "udp_port", "public_address", "tls_cert", "tls_key", "agents", "max_sessions",
    "max_lag_ms", "api_keys", "token_secret", "allowed_origins", "drain_seconds", "record_folder",
    "keep_recordings", "kept_sessions",
  ]
  private static let maximumBytes = 1 << 20

  private let name: String
  private var settings = ServerConfiguration(agents: [])
  private var certificate: String?
  private var key: String?

  static func load(path: String) throws -> ServerConfiguration {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("\(path): there is no such file that can be read")
    }
    guard data.count <= maximumBytes, let text = String(data: data, encoding: .utf8) else {
      throw CommandError("\(path): a server's settings are UTF-8 text of at most 1 MiB")
    }
    return try parse(text, name: path)
  }

  /// - Parameter name: how messages call the text; agents are looked for beside it.
  static func parse(_ text: String, name: String) throws -> ServerConfiguration {
    var file = ServerFile(name: name)
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch {
      throw CommandError(
        "\(name): not valid YAML: \("\(error)".split(separator: "\n").first ?? "")")
    }
    guard let root else { return file.settings }
    guard case .mapping(let fields) = root else {
      throw CommandError("\(name): a server's settings are a mapping")
    }
    for (key, value) in fields { try file.read(key, value) }
    guard (file.certificate == nil) == (file.key == nil) else {
      throw CommandError("\(name): 'tls_cert' and 'tls_key' go together")
    }
    if let certificate = file.certificate, let key = file.key {
      file.settings.tls = .init(certificate: certificate, key: key)
    }
    return file.settings
  }

  private init(name: String) { self.name = name }

  private mutating func read(_ key: Node, _ value: Node) throws {
    switch key.string {
    case "host": settings.host = try text(value, "host")
    case "port": settings.port = try number(value, "port")
    case "udp_port": settings.udpPort = try number(value, "udp_port")
    case "public_address": settings.publicAddress = try text(value, "public_address")
    case "tls_cert": certificate = beside(try text(value, "tls_cert"))
    case "tls_key": self.key = beside(try text(value, "tls_key"))
    case "agents":
      settings.agents = try texts(value, "agents").map { try AgentFile.load(path: beside($0)) }
    case "max_sessions": settings.maximumSessions = try number(value, "max_sessions")
    case "max_lag_ms": settings.maximumLag = .milliseconds(try number(value, "max_lag_ms"))
    case "api_keys": settings.apiKeyHashes = try texts(value, "api_keys")
    case "token_secret": settings.tokenSecret = try text(value, "token_secret")
    case "allowed_origins": settings.allowedOrigins = try texts(value, "allowed_origins")
    case "drain_seconds": settings.drain = .seconds(try number(value, "drain_seconds"))
    case "record_folder": settings.recordFolder = beside(try text(value, "record_folder"))
    case "keep_recordings": settings.keepsRecordings = try flag(value, "keep_recordings")
    case "kept_sessions": settings.keptSessions = try number(value, "kept_sessions")
    case let other:
      throw CommandError(
        "\(name)\(line(key)): unknown key '\(other ?? "?")'; known are "
          + Self.keys.joined(separator: ", "))
    }
  }

  /// A path in the file is meant from where the file is.
  private func beside(_ path: String) -> String {
    URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: name)).path
  }

  private func text(_ node: Node, _ key: String) throws -> String {
    guard let text = node.string else {
      throw CommandError("\(name)\(line(node)): '\(key)' is text")
    }
    return text
  }

  private func texts(_ node: Node, _ key: String) throws -> [String] {
    guard case .sequence(let items) = node else {
      throw CommandError("\(name)\(line(node)): '\(key)' is a list")
    }
    return try items.map { try text($0, key) }
  }

  private func number(_ node: Node, _ key: String) throws -> Int {
    guard let number = node.int, (0...1_000_000).contains(number) else {
      throw CommandError("\(name)\(line(node)): '\(key)' is a whole number, 0 to 1000000")
    }
    return number
  }

  private func flag(_ node: Node, _ key: String) throws -> Bool {
    guard let flag = node.bool else {
      throw CommandError("\(name)\(line(node)): '\(key)' is true or false")
    }
    return flag
  }

  private func line(_ node: Node) -> String { node.mark.map { ":\($0.line)" } ?? "" }
}

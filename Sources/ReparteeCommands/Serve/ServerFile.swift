internal import Foundation
internal import Repartee
internal import ReparteeServer
internal import Yams

/// Reads a server's settings from YAML.
///
/// Unknown keys are errors that name the key and the line: a misspelt setting must not pass in silence.
struct ServerFile {
  private static let keys = [
    "host", "port", "udp_port", "public_address", "public_udp_port", "tls_cert", "tls_key",
    "agents", "max_sessions",
    "max_lag_ms", "api_keys", "token_secret", "allowed_origins", "drain_seconds", "record_folder",
    "keep_recordings", "kept_sessions",
  ]

  private let file: YAMLFile
  private var settings = ServerConfiguration(agents: [])
  private var certificate: String?
  private var key: String?

  static func load(path: String) throws -> ServerConfiguration {
    let text = try YAMLFile.text(path: path, kind: "file", title: "a server's settings are")
    return try parse(text, name: path)
  }

  /// - Parameter name: how messages call the text; agents are looked for beside it.
  static func parse(_ text: String, name: String) throws -> ServerConfiguration {
    var reader = ServerFile(file: YAMLFile(name: name))
    guard let root = try reader.file.root(of: text) else { return reader.settings }
    guard case .mapping(let fields) = root else {
      throw CommandError("\(name): a server's settings are a mapping")
    }
    for (key, value) in fields { try reader.read(key, value) }
    guard (reader.certificate == nil) == (reader.key == nil) else {
      throw CommandError("\(name): 'tls_cert' and 'tls_key' go together")
    }
    if let certificate = reader.certificate, let key = reader.key {
      reader.settings.tls = .init(certificate: certificate, key: key)
    }
    return reader.settings
  }

  private init(file: YAMLFile) { self.file = file }

  private mutating func read(_ key: Node, _ value: Node) throws {
    switch key.string {
    case "host": settings.host = try file.text(value, "host")
    case "port": settings.port = try number(value, "port")
    case "udp_port": settings.udpPort = try number(value, "udp_port")
    case "public_address": settings.publicAddress = try file.text(value, "public_address")
    case "public_udp_port": settings.publicPort = try number(value, "public_udp_port")
    case "tls_cert": certificate = beside(try file.text(value, "tls_cert"))
    case "tls_key": self.key = beside(try file.text(value, "tls_key"))
    case "agents":
      settings.agents = try texts(value, "agents").map { try AgentFile.load(path: beside($0)) }
    case "max_sessions": settings.maximumSessions = try number(value, "max_sessions")
    case "max_lag_ms": settings.maximumLag = .milliseconds(try number(value, "max_lag_ms"))
    case "api_keys": settings.apiKeyHashes = try texts(value, "api_keys")
    case "token_secret": settings.tokenSecret = try file.text(value, "token_secret")
    case "allowed_origins": settings.allowedOrigins = try texts(value, "allowed_origins")
    case "drain_seconds": settings.drain = .seconds(try number(value, "drain_seconds"))
    case "record_folder": settings.recordFolder = beside(try file.text(value, "record_folder"))
    case "keep_recordings": settings.keepsRecordings = try flag(value, "keep_recordings")
    case "kept_sessions": settings.keptSessions = try number(value, "kept_sessions")
    case let other:
      throw file.unknown(other, key, known: Self.keys)
    }
  }

  /// A path in the file is meant from where the file is.
  private func beside(_ path: String) -> String {
    URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: file.name)).path
  }

  private func texts(_ node: Node, _ key: String) throws -> [String] {
    guard case .sequence(let items) = node else {
      throw file.wrong(node, "'\(key)' is a list")
    }
    return try items.map { try file.text($0, key) }
  }

  private func number(_ node: Node, _ key: String) throws -> Int {
    guard let number = node.int, (0...1_000_000).contains(number) else {
      throw file.wrong(node, "'\(key)' is a whole number, 0 to 1000000")
    }
    return number
  }

  private func flag(_ node: Node, _ key: String) throws -> Bool {
    guard let flag = node.bool else {
      throw file.wrong(node, "'\(key)' is true or false")
    }
    return flag
  }
}

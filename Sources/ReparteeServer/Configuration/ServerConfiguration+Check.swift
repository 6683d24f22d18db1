internal import Repartee

extension ServerConfiguration {
  /// The shortest secret for HS256: as long as the hash (RFC 7518, section 3.2).
  static let shortestSecret = 32

  /// Whether anybody who reaches the server may use it.
  var isOpen: Bool { apiKeyHashes.isEmpty && tokenSecret == nil }

  /// Whether only programs of this machine reach it.
  var isLoopback: Bool { Self.isLoopback(host) }

  static func isLoopback(_ host: String) -> Bool {
    let name = host.lowercased()
    if name == "localhost" || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Refuses what cannot be meant, before anything is opened.
  func check() throws(ServerError) {
    guard isLoopback || !isOpen else {
      throw ServerError(
        .unprotected,
        "\(host) can be reached from other machines, and nothing keeps strangers out: configure "
          + "api_keys or token_secret, or listen on 127.0.0.1")
    }
    try checkAgents()
    for (name, port) in [("port", port), ("udp_port", udpPort)] where !(0...65_535 ~= port) {
      throw ServerError(.badConfiguration, "\(name) is \(port); ports are 0 to 65535")
    }
    if let publicPort, !(1...65_535 ~= publicPort) {
      throw ServerError(
        .badConfiguration, "public_udp_port is \(publicPort); ports are 1 to 65535")
    }
    guard maximumSessions > 0 else {
      throw ServerError(.badConfiguration, "max_sessions is \(maximumSessions); give 1 at least")
    }
    if let tokenSecret, tokenSecret.utf8.count < Self.shortestSecret {
      throw ServerError(
        .badConfiguration,
        "token_secret is too short to be safe; give \(Self.shortestSecret) bytes at least")
    }
    for hash in apiKeyHashes where APIKeys.digest(of: hash) == nil {
      throw ServerError(
        .badConfiguration,
        "an entry of api_keys is no SHA-256 hash; make one with 'repartee serve --hash-key'")
    }
  }

  private func checkAgents() throws(ServerError) {
    guard !agents.isEmpty else {
      throw ServerError(.badConfiguration, "no agent is configured; name one with --agent")
    }
    for (index, agent) in agents.enumerated() {
      guard !agent.name.isEmpty else {
        throw ServerError(.badConfiguration, "an agent has no name; callers ask for agents by name")
      }
      if agents[..<index].contains(where: { $0.name == agent.name }) {
        throw ServerError(
          .badConfiguration, "two agents have the name '\(agent.name)'; rename one of them")
      }
    }
  }

  /// The agent of that name; the first when none is named.
  func agent(named name: String?) -> Agent? {
    guard let name else { return agents.first }
    return agents.first { $0.name == name }
  }
}

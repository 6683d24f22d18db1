import ReparteeServer
import Testing

@testable import ReparteeCommands

/// A server's settings as YAML.
@Suite struct ServerFileTests {
  @Test("Every key is read, and files are found from where the settings are")
  func reads() throws {
    let settings = try ServerFile.parse(
      """
      host: 0.0.0.0
      port: 9000
      udp_port: 9001
      public_address: 203.0.113.7
      public_udp_port: 3478
      tls_cert: keys/chain.pem
      tls_key: /etc/keys/key.pem
      max_sessions: 200
      max_lag_ms: 20
      api_keys: ["sha256:00"]
      token_secret: a secret that is long enough, really
      allowed_origins: ["https://example.com"]
      drain_seconds: 5
      record_folder: calls
      keep_recordings: false
      kept_sessions: 3
      """, name: "/srv/voice/server.yaml")
    #expect(settings.host == "0.0.0.0" && settings.port == 9000 && settings.udpPort == 9001)
    #expect(settings.publicAddress == "203.0.113.7" && settings.publicPort == 3_478)
    #expect(
      settings.tls == .init(certificate: "/srv/voice/keys/chain.pem", key: "/etc/keys/key.pem"))
    #expect(settings.maximumSessions == 200 && settings.maximumLag == .milliseconds(20))
    #expect(settings.apiKeyHashes == ["sha256:00"])
    #expect(settings.tokenSecret == "a secret that is long enough, really")
    #expect(settings.allowedOrigins == ["https://example.com"])
    #expect(settings.drain == .seconds(5) && settings.recordFolder == "/srv/voice/calls")
    #expect(!settings.keepsRecordings && settings.keptSessions == 3)
  }

  @Test("An empty file is the defaults: this machine only")
  func empty() throws {
    let settings = try ServerFile.parse("", name: "server.yaml")
    #expect(settings.host == "127.0.0.1" && settings.port == 8080 && settings.agents.isEmpty)
  }

  @Test(
    "What cannot be meant is one line that says where and what",
    arguments: [
      ("host: a\nprot: 1", "server.yaml:2: unknown key 'prot'; known are host, port,"),
      ("port: many", "server.yaml:1: 'port' is a whole number, 0 to 1000000"),
      ("port: -1", "server.yaml:1: 'port' is a whole number, 0 to 1000000"),
      ("keep_recordings: perhaps", "server.yaml:1: 'keep_recordings' is true or false"),
      ("api_keys: one", "server.yaml:1: 'api_keys' is a list"),
      ("host: [a]", "server.yaml:1: 'host' is text"),
      ("tls_cert: a.pem", "server.yaml: 'tls_cert' and 'tls_key' go together"),
      ("[1]", "server.yaml: a server's settings are a mapping"),
      ("a: [", "server.yaml: not valid YAML: "),
      ("agents: [/nowhere/a.yaml]", "/nowhere/a.yaml: there is no such agent file"),
    ])
  func refuses(text: String, message: String) throws {
    let error = try #require(throws: CommandError.self) {
      try ServerFile.parse(text, name: "server.yaml")
    }
    #expect(error.description.hasPrefix(message), "\(error)")
    #expect(!error.description.contains("\n"))
  }
}

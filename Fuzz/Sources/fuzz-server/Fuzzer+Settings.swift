import Fuzzing
import Repartee
import ReparteeTurn

@testable import ReparteeCommands
@testable import ReparteeLocal
@testable import ReparteeServer

extension Fuzzer {
  static var all: [Fuzzer] { [agentFile, serverFile, keyHash, origin, webSocket, jsonTable] }

  private static var agentFile: Fuzzer {
    let fields = TurnSettings.fields.map { "  \($0.name): \($0.get(TurnSettings()))" }
    let whole = """
      name: Desk
      instructions: |
        You answer for a dentist.
      greeting: "Good \\u00e9 morning."
      reprompt: 'Are you there?'
      turn:
        patience: 1.5
        when_asking:
          yes_no: {minimum_wait_ms: 100, speculation: true}
      """
    let seeds = [
      whole, "instructions: x\nturn:\n" + fields.joined(separator: "\n"),
      "instructions: &a x\nname: *a\nvoice: !!str 1\n",
    ].map { Array($0.utf8) }
    let words =
      yamlWords + TurnSettings.fields.map { "\($0.name): " }
      + Expectation.allCases.map { "\($0.rawValue): " }
    return Fuzzer(name: "agent-file", seeds: seeds, words: words) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard let agent = try? AgentFile(name: "agent.yaml").parse(text) else { return }
      precondition(!agent.instructions.isEmpty, "An agent without instructions.")
      for field in TurnSettings.fields {
        let value = field.get(agent.turn)
        precondition(value >= 0 && value <= field.unit.limit, "A setting beyond its bounds.")
      }
    }
  }

  private static var serverFile: Fuzzer {
    let hash = String(repeating: "0a", count: 32)
    let seeds = [
      """
      host: 0.0.0.0
      port: 8443
      udp_port: 8443
      public_address: voice.example.com
      tls_cert: cert.pem
      tls_key: key.pem
      max_sessions: 300
      max_lag_ms: 80
      api_keys: [\(hash)]
      allowed_origins:
        - https://example.com
      drain_seconds: 20
      keep_recordings: false
      kept_sessions: 5
      """,
      "record_folder: calls\ntoken_secret: 0123456789abcdef0123456789abcdef\nagents: []\n",
    ].map { Array($0.utf8) }
    let keys = [
      "host", "port", "udp_port", "public_address", "tls_cert", "tls_key", "max_sessions",
      "max_lag_ms", "api_keys", "token_secret", "allowed_origins", "drain_seconds", "record_folder",
      "keep_recordings", "kept_sessions",
    ].map { "\($0): " }
    return Fuzzer(name: "server-file", seeds: seeds, words: yamlWords + keys) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard var settings = try? ServerFile.parse(text, name: "/no-such-folder/server.yaml") else {
        return
      }
      settings.agents = [Agent("Desk", instructions: "Be short.")]
      guard (try? settings.check()) != nil else { return }
      precondition(settings.isLoopback || !settings.isOpen, "A server open to all.")
      precondition((0...65_535).contains(settings.port), "A port that there is not.")
    }
  }

  /// Tables of words and weights that come with a voice.
  private static var jsonTable: Fuzzer {
    let seed = #"{"a":[1.25,-3,null,"x\u00e9\ud83d\ude00\n"],"b":{"c":{}},"d":[]}"#
    return Fuzzer(
      name: "json-table", seeds: [Array(seed.utf8)],
      words: ["{", "}", "[", "]", "\"", ":", ",", "\\u", "\\ud83d", "null", "999999999.9", "[[[["]
    ) { bytes in
      var scanner = JSONScanner(bytes, name: "table")
      try? scanner.skip()
      try? scanner.expectEnd()
      precondition(scanner.at <= bytes.count + 1, "More was read than there is.")
      var strings = JSONScanner(bytes, name: "table")
      try? strings.object { scanner, key throws(ModelError) in
        _ = try scanner.decoded(key)
        try scanner.array { scanner throws(ModelError) in _ = try scanner.stringOrNull() }
      }
    }
  }

  private static let yamlWords = [
    "\n", "- ", ": ", "  ", "\t", "&a ", "*a", "!!int ", "!!str ", "<<: ", "? ", "|\n", ">-\n", "{",
    "}", "[", "]", "---\n", "...\n", "%YAML 1.2\n", "#", "'", "\"", "\\x", "\\u", "true", "null",
    "~",
    ".nan", ".inf", "-1", "1e400", "0x7fffffffffffffff", "9223372036854775808", "1_000", "0o17",
  ]
}

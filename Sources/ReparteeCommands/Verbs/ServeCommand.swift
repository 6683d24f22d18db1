internal import ArgumentParser
internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeLocal
internal import ReparteeServer
internal import ReparteeTurn

/// Serves agents to browsers and programs.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve agents to browsers and programs, over HTTP and WebSocket.",
    discussion: """
      Options on the command line go before those of the file. On SIGTERM or Ctrl-C no new calls are taken and \
      running ones may finish; a second signal ends the server at once.
      """)

  @Option(help: "A YAML file with the server's settings; docs/server.md lists them.")
  var config: String?

  @Option(
    help: "An agent as YAML; give the option again for more. The default is the receptionist.")
  var agent: [String] = []

  @OptionGroup var address: ServerAddressOptions

  @Option(help: "PEM file with the certificate chain.")
  var tlsCert: String?

  @Option(help: "PEM file with the certificate's private key.")
  var tlsKey: String?

  @Option(help: "How many seconds running calls may go on once the server is told to end.")
  var drain: Int?

  @Flag(help: "Read an API key from standard input and print the hash that api_keys takes.")
  var hashKey = false

  @Option(
    help: """
      'local' are the models; 'mock' answers at once with a tone, to put the server under load; 'echo' gives callers back \
      what they say, to measure transports.
      """)
  var services = Services.local

  @OptionGroup var models: ModelOptions

  enum Services: String, ExpressibleByArgument, CaseIterable { case local, mock, echo }

  func validate() throws {
    guard (tlsCert == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-cert and --tls-key go together")
    }
    guard (0...86_400).contains(drain ?? 0) else {
      throw ValidationError("--drain is from 0 to 86400 seconds")
    }
  }

  func run() async throws {
    if hashKey {
      guard let key = readLine(), !key.isEmpty else {
        throw CommandError("no key came on standard input; pipe one in, one line")
      }
      return Output.line(APIKeys.hash(key))
    }
    let (services, options) = (services, models.local)
    let serving = Serving(configuration: try settings()) {
      switch services {
      case .local: try await LocalModels.load(options)
      case .mock: try MockServices.models()
      case .echo: MockServices.echo()
      }
    }
    try await serving.run { port, configuration in
      let scheme = configuration.tls == nil ? "http" : "https"
      Output.line("listening on \(scheme)://\(Serving.authority(configuration.host, port))")
    }
  }

  private func settings() throws -> ServerConfiguration {
    var settings = try config.map(ServerFile.load) ?? ServerConfiguration(agents: [])
    if !agent.isEmpty { settings.agents = try agent.map(AgentFile.load) }
    if settings.agents.isEmpty { settings.agents = [try BundledAgent.receptionist()] }
    address.apply(to: &settings)
    if let tlsCert, let tlsKey { settings.tls = .init(certificate: tlsCert, key: tlsKey) }
    if let drain { settings.drain = .seconds(drain) }
    if services == .echo { settings.echoCallers() }
    ServerSecrets.apply(ProcessInfo.processInfo.environment, to: &settings)
    return settings
  }
}

extension ServerConfiguration {
  /// Callers hear themselves for as long as they like: no agent asks whether they are still there.
  mutating func echoCallers() {
    echoesCallers = true
    for index in agents.indices {
      agents[index].greeting = ""
      agents[index].turn.repromptAfter = .zero
    }
  }
}

/// Where a server listens.
struct ServerAddressOptions: ParsableArguments {
  @Option(help: "The address to listen on; any but a loopback address needs keys in --config.")
  var host: String?

  @Option(help: "The TCP port; 0 takes any that is free. (default: 8080)")
  var port: Int?

  @Option(help: "The UDP port for WebRTC; 0 takes any that is free. (default: 8080)")
  var udpPort: Int?

  func apply(to settings: inout ServerConfiguration) {
    if let host { settings.host = host }
    if let port { settings.port = port }
    if let udpPort { settings.udpPort = udpPort }
  }
}

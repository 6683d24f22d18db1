internal import Repartee
internal import ReparteeLocal
internal import ReparteeCore
internal import ReparteeServer

/// A server in the foreground, until a signal ends it.
struct Serving {
  var configuration: ServerConfiguration
  private let load: @Sendable () async throws -> ModelSet

  /// - Parameter load: called once, beside the server's start.
  init(
    configuration: ServerConfiguration, load: @escaping @Sendable () async throws -> ModelSet
  ) {
    self.configuration = configuration
    self.load = load
    // A small local model invents numbers; with the guard it offers to check instead.
    for index in self.configuration.agents.indices {
      self.configuration.agents[index].clauses.append(NumberGuardProcessor())
    }
  }

  /// - Parameter announce: told the port once the server listens; its models may still be loading.
  func run(
    announce: @escaping @Sendable (Int, ServerConfiguration) async throws -> Void
  ) async throws {
    let start = ContinuousClock.now
    let server = VoiceServer(configuration) { [load] in
      let set = try await load()
      let time = Int(MediaTime(start.duration(to: .now)).milliseconds)
      Output.line("ready (models loaded in \(time) ms, all on this machine)")
      return set
    }
    Interruption.onFirst { server.drain() }
    do {
      try await server.run { [configuration] port in try? await announce(port, configuration) }
    } catch let error as ServerError {
      throw CommandError(error.message)
    }
  }

  /// Host and port as they stand in a URL.
  static func authority(_ host: String, _ port: Int) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}

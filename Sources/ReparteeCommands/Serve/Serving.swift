internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeLocal
internal import ReparteeServer

/// A server in the foreground, until a signal ends it.
struct Serving {
  var configuration: ServerConfiguration
  var models: ModelOptions

  init(configuration: ServerConfiguration, models: ModelOptions) {
    self.configuration = configuration
    self.models = models
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
    let options = models.local
    var server = VoiceServer(configuration) {
      let set = try await LocalModels.load(options)
      let time = Int(MediaTime(start.duration(to: .now)).milliseconds)
      Output.line("ready (models loaded in \(time) ms, all on this machine)")
      return set
    }
    // All calls have ended well by then; a model's thread that hangs must not keep the process.
    server.onStuckModel = { exit(EXIT_FAILURE) }
    Interruption.onFirst { [server] in server.drain() }
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

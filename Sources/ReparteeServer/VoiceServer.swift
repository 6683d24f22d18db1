internal import Foundation
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
public import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
public import Repartee
internal import ServiceLifecycle

/// Serves agents to browsers and programs: over HTTP, WebSocket and WebRTC.
public struct VoiceServer: Sendable {
  private let configuration: ServerConfiguration
  private let load: @Sendable () async throws -> ModelSet
  /// Opens the port for WebRTC; a test may have one of its own.
  var openWebRTC:
    @Sendable (ServerConfiguration, any EventLoopGroup) async throws -> (any WebRTCAccepting)? = {
      try await WebRTCAcceptor.open($0, $1)
    }
  /// Told, at the end of a drain, that a model call neither returns nor obeys: then `run` cannot return
  /// either, and only the end of the process ends it.
  public var onStuckModel: (@Sendable () -> Void)?
  private let logger: Logger
  private let drainAsked = Latch()

  /// - Parameter models: loads the models; while it does, the server answers that it is not ready.
  public init(
    _ configuration: ServerConfiguration, logger: Logger = Logger(label: "repartee.server"),
    models: @escaping @Sendable () async throws -> ModelSet
  ) {
    self.configuration = configuration
    self.logger = logger
    load = models
  }

  public init(_ configuration: ServerConfiguration, models: ModelSet) {
    self.init(configuration) { models }
  }

  /// Asks the server to end: no new calls, running ones have the configured time, are then said goodbye
  /// to, and `run` returns. From any thread, any number of times.
  public func drain() { drainAsked.open() }

  /// Serves until it is drained.
  /// - Parameter onListening: told the port that it listens on, once, when it does.
  /// - Throws: `ServerError` when it cannot start; what `models` throws; `CancellationError`.
  public func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
    try configuration.check()
    let folder = try RecordFolder(configuration.recordFolder)
    defer { folder.close() }
    let parts = await ServerParts(configuration, folder: folder, logger: logger)
    parts.lag.start()
    defer { parts.lag.stop() }
    let webRTC = try await openWebRTC(configuration, parts.group)
    let result: Result<Void, any Error>
    do { result = .success(try await serve(parts, webRTC, onListening)) } catch {
      result = .failure(error)
    }
    await webRTC?.close()
    try result.get()
  }

  private func serve(
    _ parts: ServerParts, _ webRTC: (any WebRTCAccepting)?,
    _ onListening: @escaping @Sendable (Int) async -> Void
  ) async throws {
    var settings = ServiceGroupConfiguration(
      services: [
        .init(
          service: try application(parts, webRTC, onListening),
          successTerminationBehavior: .gracefullyShutdownGroup)
      ], logger: quiet)
    // Calls have ended by then; what is left are requests that somebody does not finish.
    settings.maximumGracefulShutdownDuration = configuration.times.close * 2
    let services = ServiceGroup(configuration: settings)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await serve(services) }
      group.addTask { try await loadModels(onto: parts.models) }
      group.addTask { await parts.starter.run() }
      group.addTask {
        await parts.desk.run()
        parts.isDeskEmptied.open()
      }
      group.addTask {
        await drainAsked.wait()
        await drain(parts)
        await services.triggerGracefulShutdown()
      }
      // The first that fails ends the others.
      while try await group.next() != nil {}
    }
    try Task.checkCancellation()
  }

  private func serve(_ services: ServiceGroup) async throws {
    do { try await services.run() } catch is CancellationError where drainAsked.isOpen {
      // Whatever was left did not end by itself. Whoever cancelled is told elsewhere.
    } catch let error as IOError {
      throw ServerError(
        .cannotListen,
        "\(configuration.host):\(configuration.port) cannot be listened on (\(error)); "
          + "give another --host or --port")
    }
  }

  private func loadModels(onto shelf: ModelShelf) async throws {
    let models = try await load()
    for agent in configuration.agents {
      try await models.language.prepare(instructions: agent.instructions)
    }
    shelf.put(models)
  }

  private func drain(_ parts: ServerParts) async {
    parts.book.close()
    guard !Task.isCancelled else { return }
    await parts.book.isEmptied.wait(atMost: configuration.drain)
    for call in parts.book.running { call.send(.leave) }
    await parts.book.isEmptied.wait(atMost: configuration.times.goodbye)
    for call in parts.book.running { call.send(.hangUp) }
    await parts.book.isEmptied.wait(atMost: configuration.times.close)
    parts.starter.stop()
    parts.desk.close()
    await parts.isDeskEmptied.wait(atMost: configuration.times.close)
    guard !parts.isDeskEmptied.isOpen, !Task.isCancelled else { return }
    logger.critical("all calls have ended, but a model does not; the process has to be ended")
    onStuckModel?()
  }

  // MARK: HTTP

  /// What ends a server is thrown, and what ends a connection is no news.
  private var quiet: Logger {
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .critical)
    return quiet
  }

  private func application(
    _ parts: ServerParts, _ webRTC: (any WebRTCAccepting)?,
    _ onListening: @escaping @Sendable (Int) async -> Void
  ) throws -> some ApplicationProtocol {
    let page = WebPage(folder: configuration.webFolder)
    if page.isEmpty { logger.warning("the page is not beside the program; only programs can call") }
    let limit = MaximumAvailableConnections(configuration.limits.connections)
    return Application(
      router: ServerRoutes(
        door: parts.door, page: page, starter: parts.starter, webRTC: webRTC
      ).router(),
      server: try builder(parts),
      configuration: .init(
        address: .hostname(configuration.host, port: configuration.port), serverName: nil,
        availableConnectionsDelegate: limit),
      onServerRunning: { await onListening($0.localAddress?.port ?? configuration.port) },
      eventLoopGroupProvider: .shared(parts.group), logger: quiet)
  }

  private func builder(_ parts: ServerParts) throws(ServerError) -> HTTPServerBuilder {
    let plain = HTTPServerBuilder {
      FrontChannel(responder: $0, door: parts.door, host: parts.host)
    }
    guard let files = configuration.tls else { return plain }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
      let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
      return try .tls(
        plain,
        tlsConfiguration: .makeServerConfiguration(
          certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    } catch {
      throw ServerError(
        .badCertificate,
        "\(files.certificate) and \(files.key) cannot be used as certificate and key (\(error)); "
          + "give PEM files that belong together")
    }
  }
}

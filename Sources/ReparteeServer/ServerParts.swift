internal import Foundation
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Repartee

/// What the parts of a running server share.
struct ServerParts: Sendable {
  let group: any EventLoopGroup
  let book: CallBook
  let lag: LagMonitor
  let models: ModelShelf
  let door: CallDoor
  let host: CallHost
  /// For calls over WebRTC.
  let starter: CallStarter
  /// Runs the models' work for all calls.
  let desk = ModelDesk()
  /// Opens when the last model call has returned.
  let isDeskEmptied = Latch()

  init(_ configuration: ServerConfiguration, folder: RecordFolder, logger: Logger) async {
    group = MultiThreadedEventLoopGroup.singleton
    book = CallBook(
      maximum: configuration.maximumSessions, kept: configuration.keptSessions,
      folder: folder.path, removesFiles: folder.isTemporary)
    lag = LagMonitor(group)
    models = ModelShelf()
    let metrics = ServerMetrics()
    door = CallDoor(
      configuration: configuration, access: await AccessControl(configuration), book: book,
      models: models, lag: lag, metrics: metrics)
    host = CallHost(
      book: book, metrics: metrics, keepsRecordings: configuration.keepsRecordings,
      echoesCallers: configuration.echoesCallers, metronomes: LoopMetronomes(group), desk: desk,
      logger: logger)
    starter = CallStarter(host: host)
  }
}

/// Where calls are kept.
struct RecordFolder: Sendable {
  let path: String
  let isTemporary: Bool

  /// - Parameter path: made when it is not there; nil: a new one that `close` removes.
  init(_ path: String?) throws(ServerError) {
    isTemporary = path == nil
    self.path =
      path
      ?? FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-\(UUID().uuidString)").path
    do {
      try FileManager.default.createDirectory(
        atPath: self.path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw ServerError(
        .badConfiguration, "\(self.path): calls cannot be kept there; give another record_folder")
    }
  }

  func close() {
    if isTemporary { try? FileManager.default.removeItem(atPath: path) }
  }
}

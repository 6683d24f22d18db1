import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// A client that talks over a WebSocket at the pace of the clock and notes what comes back: for load and tests.
struct WebSocketPeer: Sendable {
  /// Its path is as `/v1/audio?agent=…&rate=…`.
  let call: PeerCall
  /// For connecting before the call, and for the other side to close after it.
  private static let patience = TimeAmount.seconds(30)

  /// Talks for so long, and ends the call.
  /// - Parameter loop: where all of it happens; nothing blocks it.
  /// - Throws: what the connection throws, or `PeerError` when the server refuses.
  func run(for duration: TimeAmount, on loop: any EventLoop) async throws -> LoadReport {
    let start = NIODeadline.now()
    // Whatever becomes of the connection, nobody waits for ever.
    let promise = loop.makePromise(of: LoadReport.self)
    let limit = loop.scheduleTask(in: duration + Self.patience) { promise.fail(PeerError.lost) }
    defer { limit.cancel() }
    do {
      try await connect(start, duration, loop).flatMap { $0 }.cascade(to: promise)
    } catch {
      promise.fail(error)
    }
    return try await promise.futureResult.get()
  }

  private func connect(
    _ start: NIODeadline, _ duration: TimeAmount, _ loop: any EventLoop
  ) async throws -> EventLoopFuture<EventLoopFuture<LoadReport>> {
    try await ClientBootstrap(group: loop).connectTimeout(.seconds(10))
      .connect(host: call.host, port: call.port) { channel in
        channel.eventLoop.makeCompletedFuture { try configure(channel, start, duration) }
      }
  }

  private func configure(
    _ channel: any Channel, _ start: NIODeadline, _ duration: TimeAmount
  ) throws -> EventLoopFuture<EventLoopFuture<LoadReport>> {
    let upgrader = NIOTypedWebSocketClientUpgrader<EventLoopFuture<LoadReport>>(
      maxFrameSize: 1 << 20,
      upgradePipelineHandler: { channel, _ in
        channel.eventLoop.makeCompletedFuture {
          let promise = channel.eventLoop.makePromise(of: LoadReport.self)
          let handler = WebSocketPeerHandler(
            call.script, call.leaving, start, duration, promise)
          try channel.pipeline.syncOperations.addHandler(handler)
          return promise.futureResult
        }
      })
    var headers = HTTPHeaders()
    headers.add(name: "Host", value: "\(call.host):\(call.port)")
    let request = HTTPRequestHead(version: .http1_1, method: .GET, uri: call.path, headers: headers)
    let upgrade = NIOTypedHTTPClientUpgradeConfiguration(
      upgradeRequestHead: request, upgraders: [upgrader],
      notUpgradingCompletionHandler: { $0.eventLoop.makeFailedFuture(PeerError.refused) })
    var pipeline = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade)
    // The server's first message may come in one read with its answer; unless told otherwise, NIO drops it.
    pipeline.leftOverBytesStrategy = .forwardBytes
    return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
      configuration: pipeline)
  }
}

/// Why a client has no call.
public enum PeerError: Error, Sendable, CustomStringConvertible {
  /// The server did not accept the call.
  case refused
  /// The connection ended before the call did.
  case lost

  public var description: String {
    switch self {
    case .refused: "the server did not accept the call"
    case .lost: "the connection ended before the call did"
    }
  }
}

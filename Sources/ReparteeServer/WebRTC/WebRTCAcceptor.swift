internal import HTTPTypes
internal import NIOCore
internal import ReparteeCore
internal import ReparteeTransports
internal import Synchronization

/// Accepts calls on one UDP port, and spreads them over the event loops.
final class WebRTCAcceptor: WebRTCAccepting {
  private let webRTC: WebRTCPort
  private let group: any EventLoopGroup
  private let connections = Mutex<[String: NIOLoopBound<WebRTCConnection>]>([:])

  private init(_ webRTC: WebRTCPort, _ group: any EventLoopGroup) {
    self.webRTC = webRTC
    self.group = group
  }

  static func open(
    _ configuration: ServerConfiguration, _ group: any EventLoopGroup
  ) async throws(ServerError) -> WebRTCAcceptor {
    let host = configuration.host == "localhost" ? "127.0.0.1" : configuration.host
    do {
      let webRTC = try await WebRTCPort.bind(
        host: host, port: configuration.udpPort, publicAddress: configuration.publicAddress,
        publicPort: configuration.publicPort, group: group)
      return WebRTCAcceptor(webRTC, group)
    } catch {
      throw ServerError(.cannotListen, "\(error)")
    }
  }

  var port: Int { webRTC.port }

  func accept(offer: String, for call: WebRTCCall) async throws(Refusal) -> WebRTCAnswer {
    let loop = group.next()
    do {
      let (answer, connection) = try await webRTC.accept(
        offer: offer, speechRate: call.speechRate, on: loop)
      connections.withLock { $0[call.id] = connection }
      let line = try await loop.submit { [self] in
        let line: any CallLine = WebRTCLine(connection.value, on: loop, for: call) { [weak self] in
          self?.forget(call.id)
        }
        return NIOLoopBound(line, eventLoop: loop)
      }.get()
      return WebRTCAnswer(answer: answer, line: line)
    } catch {
      throw Self.refusal(error)
    }
  }

  private func forget(_ id: String) {
    _ = connections.withLock { $0.removeValue(forKey: id) }
  }

  func restart(_ id: String, fragment: String) async throws(Refusal) -> String {
    guard let connection = connections.withLock({ $0[id] }) else { throw .noSession }
    do {
      return try await connection.eventLoop.submit {
        try connection.value.restart(fragment)
      }.get()
    } catch {
      throw Self.refusal(error)
    }
  }

  func close() async { await webRTC.close() }

  private static func refusal(_ error: any Error) -> Refusal {
    guard let error = error as? WebRTCError else {
      return Refusal(.internalServerError, "failed", "The call could not be set up: \(error)")
    }
    switch error.code {
    case .offer: return .badOffer(error.message)
    case .full: return .atCapacity
    case .closed: return .noSession
    default: return Refusal(.internalServerError, "failed", error.message)
    }
  }
}

public import NIOCore
internal import NIOPosix
public import ReparteeCore
internal import ReparteeRTC

/// One UDP port for the WebRTC calls of a process.
///
/// Answers offers. Each connection lives on the event loop it was accepted for; the port has a loop of its own and passes
/// datagrams on.
public final class WebRTCPort: Sendable {
  /// The most connections at a time.
  public static let capacity = 4_096

  /// The UDP port that it is bound to.
  public let port: Int
  let identity: DtlsIdentity
  let mux: NIOLoopBound<PacketMux>
  let candidates: [IceCandidate]

  init(
    port: Int, identity: DtlsIdentity, mux: NIOLoopBound<PacketMux>, candidates: [IceCandidate]
  ) {
    self.port = port
    self.identity = identity
    self.mux = mux
    self.candidates = candidates
  }

  /// Answers an offer and makes its connection, which waits 10 s for the client to come.
  /// - Parameters:
  ///   - offer: SDP, from anybody.
  ///   - speechRate: of the agent's audio.
  ///   - loop: what the connection will live on; the call's loop.
  /// - Returns: SDP; and the connection, bound to `loop`.
  /// - Throws: `WebRTCError`.
  public func accept(
    offer: String, speechRate: SampleRate, on loop: any EventLoop
  ) async throws -> (answer: String, connection: NIOLoopBound<WebRTCConnection>) {
    let parsed = try WebRTCConnection.parse(offer)
    let (answer, connection) = try await loop.submit { [self] in
      let connection = try WebRTCConnection(
        offer: parsed, speechRate: speechRate, port: self, loop: loop)
      return (connection.answer(to: parsed), NIOLoopBound(connection, eventLoop: loop))
    }.get()
    let route = PacketRoute(connection)
    let fragment = try await loop.submit {
      connection.value.begin(route)
      return connection.value.fragment
    }.get()
    let isIn = try await mux.eventLoop.submit { [mux] in
      mux.value.update { $0.add(route, fragment: fragment) }
    }.get()
    guard isIn else {
      loop.execute { connection.value.end(.portClosed) }
      throw WebRTCError(.full, "As many calls as may be are on this port; try again in a moment.")
    }
    return (answer, connection)
  }

  /// Ends every connection and closes the port.
  public func close() async {
    let mux = mux
    _ = try? await mux.eventLoop.submit {
      for route in mux.value.table.routes { route.end() }
    }.get()
    // The connections' last words are on their way through this loop.
    _ = try? await mux.eventLoop.scheduleTask(in: .milliseconds(20)) {
      mux.value.flush()
      mux.value.close()
    }.futureResult.get()
  }

  /// Connections there are.
  public var connectionCount: Int {
    get async {
      let mux = mux
      let future = mux.eventLoop.submit { mux.value.table.count }
      return (try? await future.get()) ?? 0
    }
  }
}

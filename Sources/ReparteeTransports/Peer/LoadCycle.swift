internal import NIOCore
internal import NIOPosix

/// Clients whose calls end after a time of chance and are begun anew: thousands of calls, so many at once.
public struct LoadCycle: Sendable {
  /// What a client does in one of its calls.
  public struct Manner: Sendable {
    public var script: PeerScript
    /// Over a WebSocket only; a WebRTC client closes its connection.
    public var leaving: PeerCall.Leaving

    public init(_ script: PeerScript, leaving: PeerCall.Leaving = .end) {
      (self.script, self.leaving) = (script, leaving)
    }
  }

  private let call: @Sendable (Manner) -> PeerCall
  private let line: LoadClients.Line
  private let manners: [Manner]
  /// How long calls are, in seconds.
  private let lengths: ClosedRange<Double>

  /// - Parameters:
  ///   - path: with its query; its rate, when it names one, is that of all scripts.
  ///   - manners: at least one; each call has one of them, at random.
  ///   - lengths: of calls, in seconds.
  public init(
    host: String, port: Int, line: LoadClients.Line, path: String, manners: [Manner],
    lengths: ClosedRange<Double>
  ) {
    call = { PeerCall(host: host, port: port, path: path, script: $0.script, leaving: $0.leaving) }
    (self.line, self.manners, self.lengths) = (line, manners, lengths)
  }

  /// Lets `count` clients call again and again; no call is begun after so many seconds, nor when the task is cancelled.
  ///
  /// Returns when the last of them has ended.
  /// - Parameter note: told what each call was like, or why there was none, from any thread.
  public func run(
    _ count: Int, for seconds: Double,
    note: @escaping @Sendable (Result<LoadReport, any Error>) -> Void
  ) async {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let end = LoadClients.now + seconds
    await withDiscardingTaskGroup { tasks in
      for index in 0..<count {
        let loop = group.next()
        tasks.addTask { await repeatCalls(index, until: end, on: loop, note: note) }
      }
    }
    try? await group.shutdownGracefully()
  }

  private func repeatCalls(
    _ index: Int, until end: Double, on loop: any EventLoop,
    note: @Sendable (Result<LoadReport, any Error>) -> Void
  ) async {
    // First calls begin one after another, and are of any length: the later ones then never begin at once.
    try? await Task.sleep(for: .milliseconds(20 * index))
    var length = Double.random(in: 1...max(1, lengths.upperBound))
    while !Task.isCancelled, LoadClients.now < end, let manner = manners.randomElement() {
      do {
        note(.success(try await talk(manner, for: min(length, end - LoadClients.now), on: loop)))
      } catch {
        note(.failure(error))
        // A server that refuses is not asked again at once.
        try? await Task.sleep(for: .seconds(1))
      }
      length = Double.random(in: lengths)
    }
  }

  private func talk(
    _ manner: Manner, for seconds: Double, on loop: any EventLoop
  ) async throws -> LoadReport {
    let duration = TimeAmount.milliseconds(Int64(max(0.1, seconds) * 1_000))
    switch line {
    case .webSocket:
      return try await WebSocketPeer(call: call(manner)).run(for: duration, on: loop)
    case .webRTC:
      return try await WebRTCLoadPeer(call: call(manner)).run(for: duration, on: loop)
    }
  }
}

internal import NIOCore
internal import NIOPosix

/// Many clients at once, each in a call of its own.
public struct LoadClients: Sendable {
  /// How the clients come in.
  public enum Line: Sendable, Equatable { case webSocket, webRTC }

  /// The clock of `LoadReport.answers`, in seconds.
  public static var now: Double { Double(NIODeadline.now().uptimeNanoseconds) / 1e9 }

  private let line: Line
  private let call: PeerCall
  /// Over how many seconds their first words are spread.
  private let spread: Double

  /// - Parameter path: with its query; its rate, when it names one, is the script's.
  public init(
    host: String, port: Int, line: Line, path: String, script: PeerScript, spread: Double
  ) {
    call = PeerCall(host: host, port: port, path: path, script: script)
    (self.line, self.spread) = (line, spread)
  }

  /// Lets `count` clients talk for so long, on `threads` threads.
  /// - Returns: what each saw, or why it got no call or lost it. Cancelling ends nothing early.
  public func run(_ count: Int, for seconds: Double, threads: Int = 1) async -> [Result<
    LoadReport, any Error
  >] {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    let duration = TimeAmount.milliseconds(Int64(seconds * 1_000))
    let reports = await withTaskGroup(of: Result<LoadReport, any Error>.self) { tasks in
      for index in 0..<count {
        let loop = group.next()
        tasks.addTask { await talk(index, of: count, duration, loop) }
      }
      return await tasks.reduce(into: []) { $0.append($1) }
    }
    try? await group.shutdownGracefully()
    return reports
  }

  private func talk(
    _ index: Int, of count: Int, _ duration: TimeAmount, _ loop: any EventLoop
  ) async -> Result<LoadReport, any Error> {
    var call = call
    call.script.lead += spread * Double(index) / Double(max(1, count))
    do {
      // Calls begin one after another: a thousand handshakes in one instant are another test.
      try await Task.sleep(for: .milliseconds(5 * index))
      switch line {
      case .webSocket:
        return .success(try await WebSocketPeer(call: call).run(for: duration, on: loop))
      case .webRTC:
        return .success(try await WebRTCLoadPeer(call: call).run(for: duration, on: loop))
      }
    } catch {
      return .failure(error)
    }
  }
}

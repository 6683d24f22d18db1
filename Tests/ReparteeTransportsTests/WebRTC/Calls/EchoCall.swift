import NIOCore
import NIOPosix
import ReparteeCore
import ReparteeRTC

@testable import ReparteeTransports

/// A port, a connection that says back what it hears, and a peer: on loops of their own, over loopback.
///
/// Both ends are paced by hand, 20 ms of sound a step, so a test does not depend on how fast the machine is: it goes on
/// until something has happened.
final class EchoCall: Sendable {
  let group: MultiThreadedEventLoopGroup
  let port: WebRTCPort
  let connection: NIOLoopBound<WebRTCConnection>
  let peer: NIOLoopBound<WebRTCPeer>

  init(
    threads: Int = 2, host: String = "127.0.0.1", hasEvents: Bool = true,
    prepare: @Sendable @escaping (WebRTCPeer) -> Void = { _ in }
  ) async throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    port = try await WebRTCPort.bind(host: host, port: 0, group: group)
    let (peer, connection) = try await Self.call(
      port, group, host: host, hasEvents: hasEvents, prepare: prepare)
    self.peer = peer
    self.connection = connection
  }

  static func call(
    _ port: WebRTCPort, _ group: any EventLoopGroup, host: String = "127.0.0.1",
    hasEvents: Bool = true, prepare: @Sendable @escaping (WebRTCPeer) -> Void = { _ in }
  ) async throws -> (NIOLoopBound<WebRTCPeer>, NIOLoopBound<WebRTCConnection>) {
    let peer = try await WebRTCPeer.open(
      on: group.next(), rate: .hz24000, host: host, hasEvents: hasEvents)
    let offer = try await peer.eventLoop.submit { peer.value.offer }.get()
    let accepted = try await port.accept(
      offer: offer, speechRate: .hz24000, on: group.next())
    try await peer.eventLoop.submit {
      prepare(peer.value)
      try peer.value.accept(answer: accepted.answer)
    }.get()
    return (peer, accepted.connection)
  }

  func onPeer<T: Sendable>(_ body: @Sendable @escaping (WebRTCPeer) throws -> T) async throws -> T {
    let peer = peer
    return try await peer.eventLoop.submit { try body(peer.value) }.get()
  }

  func onServer<T: Sendable>(_ body: @Sendable @escaping (WebRTCConnection) throws -> T)
    async throws -> T
  {
    let connection = connection
    return try await connection.eventLoop.submit { try body(connection.value) }.get()
  }

  /// Returns when `condition` holds on the server's side, or fails to for long.
  func server(_ condition: @Sendable @escaping (WebRTCConnection) -> Bool) async throws -> Bool {
    let connection = connection
    return try await Self.wait(on: connection.eventLoop) { condition(connection.value) }
  }

  func peer(_ condition: @Sendable @escaping (WebRTCPeer) -> Bool) async throws -> Bool {
    let peer = peer
    return try await Self.wait(on: peer.eventLoop) { condition(peer.value) }
  }

  func connected() async throws -> Bool {
    let isUp = try await peer { $0.isConnected }
    return try await server { $0.isConnected } && isUp
  }

  /// Looks every 5 ms, for 20 s at most.
  static func wait(on loop: any EventLoop, _ condition: @Sendable @escaping () -> Bool)
    async throws -> Bool
  {
    let promise = loop.makePromise(of: Bool.self)
    let start = NIODeadline.now()
    loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(5)) { task in
      let isTrue = condition()
      guard isTrue || NIODeadline.now() - start > .seconds(20) else { return }
      task.cancel()
      promise.succeed(isTrue)
    }
    return try await promise.futureResult.get()
  }

  func close() async throws {
    try await onPeer { $0.close() }
    await port.close()
    try await group.shutdownGracefully()
  }
}

/// Sound that both ends exchange at the pace of the clock.
struct Exchange: Sendable {
  /// What the server heard, and what the peer heard back.
  var heard: [Float] = []
  var returned: [Float] = []

  /// The peer says `voice`, of 24 kHz, 20 ms every 20 ms; the server says the same at the same time.
  static func run(_ call: EchoCall, voice: [Float]) async throws -> Exchange {
    async let returned = Self.pace(call.peer.eventLoop, blocks: voice.count / 480) {
      [peer = call.peer] index in
      peer.value.say(voice.span.extracting(index * 480..<(index + 1) * 480))
      var block = [Float](repeating: 0, count: 320)
      var output = block.mutableSpan
      peer.value.hear(into: &output)
      return block
    }
    async let heard = Self.pace(call.connection.eventLoop, blocks: voice.count / 480) {
      [connection = call.connection] index in
      var block = [Float](repeating: 0, count: 320)
      var output = block.mutableSpan
      _ = connection.value.nextCallerBlock(into: &output)
      let agent = voice.span.extracting(index * 480..<(index + 1) * 480)
      connection.value.exchange(caller: block.span, agent: agent, start: .zero)
      return block
    }
    return try await Exchange(heard: heard, returned: returned)
  }

  private static func pace(
    _ loop: any EventLoop, blocks: Int,
    _ step: @Sendable @escaping (Int) -> [Float]
  ) async throws -> [Float] {
    let box = try await loop.submit { NIOLoopBoundBox([Float](), eventLoop: loop) }.get()
    let promise = loop.makePromise(of: [Float].self)
    let counter = try await loop.submit { NIOLoopBoundBox(0, eventLoop: loop) }.get()
    loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { task in
      box.value += step(counter.value)
      counter.value += 1
      guard counter.value == blocks else { return }
      task.cancel()
      promise.succeed(box.value)
    }
    return try await promise.futureResult.get()
  }
}

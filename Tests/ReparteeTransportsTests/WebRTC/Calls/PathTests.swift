import NIOCore
import NIOPosix
import ReparteeCore
import ReparteeRTC
import Testing

@testable import ReparteeTransports

/// What happens to a call when the way to the client changes or goes.
@Suite(.serialized)
struct PathTests {
  private static let voice = Voice.samples(seconds: 0.6, rate: .hz24000)

  /// Whether sound goes both ways: packets come, and a voice is heard.
  private static func talks(_ call: EchoCall) async throws -> Bool {
    let before = try await call.onServer { $0.statistics.packetsIn }
    let back = try await call.onPeer { $0.statistics.packetsIn }
    let exchange = try await Exchange.run(call, voice: voice)
    let isHeard = exchange.heard.contains { $0 > 0.05 }
    let isReturned = exchange.returned.contains { $0 > 0.05 }
    let comes = try await call.onServer { $0.statistics.packetsIn } > before
    return try await call.onPeer { $0.statistics.packetsIn } > back && comes && isHeard
      && isReturned
  }

  private static func restart(_ call: EchoCall) async throws -> IceCredentials? {
    let fragment = try await call.onPeer { $0.restart() }
    let answer = try await call.onServer { try $0.restart(fragment) }
    #expect(try await call.onPeer { $0.accept(restart: answer) })
    return IceRestart.credentials(in: answer)
  }

  @Test("After an ICE restart media goes on over the same handshake, also from another address")
  func restart() async throws {
    let call = try await EchoCall()
    #expect(try await call.connected())
    #expect(try await Self.talks(call))
    let before = try await call.onServer {
      (fragment: $0.fragment, selected: $0.ice.selected, handshake: $0.statistics.handshake)
    }
    try await WebRTCPeer.move(call.peer)
    let credentials = try #require(try await Self.restart(call))
    #expect(credentials.fragment != before.fragment)
    #expect(try await call.onServer { $0.fragment } == credentials.fragment)
    #expect(try await call.peer { $0.isChecked })
    #expect(try await call.server { $0.ice.selected != before.selected })
    #expect(try await Self.talks(call))
    let after = try await call.onServer { $0.statistics }
    #expect(after.handshake == before.handshake && after.refused == 0)
    try await call.close()
  }

  @Test("The old credentials are good until the new ones have been used, and then no more")
  func oldCredentials() async throws {
    let call = try await EchoCall()
    #expect(try await call.connected())
    let old = try await call.onServer { $0.ice.local }
    _ = try await call.onServer {
      try $0.restart("a=ice-ufrag:newu\r\na=ice-pwd:newpasswordnewpassword1\r\n")
    }
    // The peer knows only the old ones.
    let stranger = try await Stranger(call)
    #expect(try await stranger.answered([old]) == [true])
    #expect(try await Self.talks(call))
    let new = try #require(try await Self.restart(call))
    #expect(try await call.peer { $0.isChecked })
    let selected = try await call.onServer { $0.ice.selected }
    #expect(try await stranger.answered([old, new]) == [false, true])
    #expect(try await call.onServer { $0.ice.selected } == selected)
    try await stranger.close()
    try await call.close()
  }

  @Test("A restart that is none is refused, and the call goes on")
  func badRestart() async throws {
    let call = try await EchoCall()
    #expect(try await call.connected())
    for text in ["", "a=b", "a=ice-ufrag:x\r\na=ice-pwd:y\r\n", "v=0\r\n"] {
      await #expect(throws: WebRTCError.self) { try await call.onServer { try $0.restart(text) } }
    }
    #expect(try await Self.talks(call))
    try await call.close()
  }

  @Test("When a router gives the client another port, media follows with the next check")
  func rebinding() async throws {
    let call = try await EchoCall()
    #expect(try await call.connected())
    let before = try await call.onServer { ($0.ice.selected, $0.statistics.packetsIn) }
    // Checks are held back, so media comes from an address that has proved nothing.
    try await call.onPeer { peer in
      peer.filter = { isComing, datagram in
        isComing || datagram.getInteger(at: datagram.readerIndex, as: UInt8.self) ?? 0 > 3
      }
    }
    try await WebRTCPeer.move(call.peer)
    let dropped = try await Self.dropped(call)
    try await call.onPeer { $0.say(Self.voice.span.extracting(0..<480)) }
    let mux = call.port.mux
    #expect(
      try await EchoCall.wait(on: mux.eventLoop) { mux.value.counts.dropped > dropped })
    #expect(try await call.onServer { $0.statistics.packetsIn } == before.1)
    try await call.onPeer { peer in
      peer.filter = { _, _ in true }
      peer.check(nominating: true)
    }
    #expect(try await call.server { $0.ice.selected != before.0 })
    #expect(try await Self.talks(call))
    try await call.close()
  }

  private static func dropped(_ call: EchoCall) async throws -> Int {
    let mux = call.port.mux
    return try await mux.eventLoop.submit { mux.value.counts.dropped }.get()
  }

  @Test("Thirty seconds without a check end the call, whatever else comes; 29 do not")
  func consent() async throws {
    let call = try await EchoCall()
    #expect(try await call.connected())
    try await call.onPeer { peer in
      peer.filter = { isComing, datagram in
        isComing || datagram.getInteger(at: datagram.readerIndex, as: UInt8.self) ?? 0 > 3
      }
    }
    // What is on its way has come when one more has.
    let checks = try await call.onServer { $0.statistics.checks }
    try await call.onServer { $0.clock.advance(by: .seconds(29)) }
    #expect(try await Self.talks(call))
    #expect(try await call.onServer { $0.statistics.checks } - checks <= 1)
    #expect(try await call.onServer { $0.endReason } == nil)
    try await call.onServer { $0.clock.advance(by: .seconds(31)) }
    #expect(try await call.server { $0.endReason == .consentExpired })
    #expect(await call.port.connectionCount == 0)
    // The port has forgotten where the client is.
    let mux = call.port.mux
    #expect(
      try await EchoCall.wait(on: mux.eventLoop) { mux.value.table.addressCount == 0 })
    let isHere = try await call.onServer {
      var block = [Float](repeating: 1, count: 320)
      var span = block.mutableSpan
      return $0.nextCallerBlock(into: &span)
    }
    #expect(!isHere)
    try await call.close()
  }
}

/// A socket of nobody's, which sends checks and sees whether they are answered.
private final class Stranger: Sendable {
  private let channel: any Channel
  private let target: SocketAddress
  private let answers: Datagrams

  init(_ call: EchoCall) async throws {
    let answers = Datagrams()
    self.answers = answers
    target = try SocketAddress(ipAddress: "127.0.0.1", port: call.port.port)
    channel = try await DatagramBootstrap(group: call.group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Listener(answers))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  /// Sends a check with each of the credentials, in order, and returns when the last has been answered, which all that
  /// are answered have been by then.
  func answered(_ credentials: [IceCredentials]) async throws -> [Bool] {
    let clients = credentials.map {
      IceClient(
        local: IceCredentials(fragment: "someone", password: "someonesomeonesomeone1"),
        remote: $0, seed: .random(in: 0...UInt64.max), hmac: Hmac.sha1)
    }
    var checked: [IceClient] = []
    for var client in clients {
      let check = ByteBuffer(bytes: client.check(nominating: false))
      try await channel.writeAndFlush(AddressedEnvelope(remoteAddress: target, data: check))
      checked.append(client)
    }
    let answers = answers
    let sent = checked
    _ = try await EchoCall.wait(on: channel.eventLoop) {
      sent.last.map { Self.isAnswered($0, answers) } ?? true
    }
    return sent.map { Self.isAnswered($0, answers) }
  }

  private static func isAnswered(_ client: IceClient, _ answers: Datagrams) -> Bool {
    var client = client
    return answers.all.contains { client.handle($0) != nil }
  }

  func close() async throws { try await channel.close() }

  private final class Listener: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    private let answers: Datagrams
    init(_ answers: Datagrams) { self.answers = answers }
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      answers.add(Array(unwrapInboundIn(data).data.readableBytesView))
    }
  }
}

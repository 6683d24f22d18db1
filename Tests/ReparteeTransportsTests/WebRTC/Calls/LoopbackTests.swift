import NIOCore
import NIOPosix
import ReparteeCore
import ReparteeRTC
import Testing

@testable import ReparteeTransports

@Suite(.serialized)
struct LoopbackTests {
  @Test("A peer and a connection hear each other", arguments: [1, 2])
  func audio(threads: Int) async throws {
    let call = try await EchoCall(threads: threads)
    #expect(try await call.connected())
    let voice = Voice.samples(seconds: 2, rate: .hz24000)
    let exchange = try await Exchange.run(call, voice: voice)
    let original = Voice.samples(seconds: 2, rate: .hz16000)
    for sound in [exchange.heard, exchange.returned] {
      #expect(Voice.similarity(of: original, in: sound) > 10)
    }
    let statistics = try await call.onServer { $0.statistics }
    #expect(statistics.packetsIn > 90 && statistics.packetsOut > 90)
    #expect(statistics.refused == 0 && statistics.replayed == 0 && statistics.isGcm)
    #expect(statistics.firstCheck != nil && statistics.handshake != nil)
    try await call.close()
  }

  @Test("Texts go both ways, those that were sent too early too")
  func texts() async throws {
    let call = try await EchoCall()
    let (ours, theirs) = (Texts(), Texts())
    try await call.onServer {
      $0.send(text: "early")
      $0.onText = { ours.add($0) }
    }
    try await call.onPeer {
      $0.onText = { theirs.add($0) }
      $0.send(text: "hello")
    }
    #expect(try await call.server { _ in ours.all == ["hello"] })
    let long = String(repeating: "é", count: 20_000)
    try await call.onServer { $0.send(text: long) }
    #expect(try await call.peer { _ in theirs.all == ["early", long] })
    try await call.close()
  }

  @Test("Each side learns that the other has gone", arguments: [true, false])
  func goodbye(byServer: Bool) async throws {
    let call = try await EchoCall()
    #expect(try await call.connected())
    if byServer {
      try await call.onServer { $0.close() }
      #expect(try await call.peer { $0.endReason == .peerClosed })
      #expect(try await call.onServer { $0.endReason } == .closed)
    } else {
      try await call.onPeer { $0.close() }
      #expect(try await call.server { $0.endReason == .peerClosed })
    }
    let isHere = try await call.onServer {
      var block = [Float](repeating: 1, count: 320)
      var span = block.mutableSpan
      return $0.nextCallerBlock(into: &span)
    }
    #expect(!isHere)
    #expect(await call.port.connectionCount == 0)
    try await call.close()
  }

  @Test("A client whose certificate is another is not let in")
  func wrongCertificate() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let port = try await WebRTCPort.bind(host: "127.0.0.1", port: 0, group: group)
    let peer = try await WebRTCPeer.open(on: group.next(), rate: .hz24000)
    let offer = try await peer.eventLoop.submit { peer.value.offer }.get()
    let other = try DtlsIdentity()
    let forged = offer.split(separator: "\r\n").map {
      $0.hasPrefix("a=fingerprint") ? "a=fingerprint:\(other.fingerprint.text)" : String($0)
    }.joined(separator: "\r\n")
    let (answer, connection) = try await port.accept(
      offer: forged + "\r\n", speechRate: .hz24000, on: group.next())
    try await peer.eventLoop.submit { try peer.value.accept(answer: answer) }.get()
    #expect(
      try await EchoCall.wait(on: connection.eventLoop) {
        connection.value.endReason == .wrongCertificate
      })
    #expect(try await EchoCall.wait(on: peer.eventLoop) { peer.value.endReason != nil })
    await port.close()
    try await group.shutdownGracefully()
  }

  @Test("A handshake of which every third datagram is lost still ends")
  func lossyHandshake() async throws {
    let count = Texts()
    let call = try await EchoCall { peer in
      peer.filter = { _, datagram in
        guard let first = datagram.getInteger(at: datagram.readerIndex, as: UInt8.self),
          (20...63).contains(first)
        else { return true }
        count.add([])
        return count.all.count % 3 != 0
      }
    }
    #expect(try await call.connected())
    try await call.close()
  }

  @Test("What is no offer is refused with a sentence", arguments: ["", "v=0\r\n", "hello"])
  func badOffer(text: String) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let port = try await WebRTCPort.bind(host: "127.0.0.1", port: 0, group: group)
    await #expect(throws: WebRTCError.self) {
      _ = try await port.accept(offer: text, speechRate: .hz24000, on: group.next())
    }
    #expect(await port.connectionCount == 0)
    await port.close()
    try await group.shutdownGracefully()
  }

  @Test("A connection says once that it is up, and not at all when it never is")
  func up() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let port = try await WebRTCPort.bind(host: "127.0.0.1", port: 0, group: group)
    let said = Texts()
    let peers = try await [true, false].asyncMap { comes in
      let peer = try await WebRTCPeer.open(on: group.next(), rate: .hz24000)
      let offer = try await peer.eventLoop.submit { peer.value.offer }.get()
      let (answer, connection) = try await port.accept(
        offer: offer, speechRate: .hz24000, on: group.next())
      try await connection.eventLoop.submit {
        connection.value.onConnected = { [unowned connection = connection.value] in
          said.add(Array("\(comes) \(connection.isConnected)".utf8))
        }
      }.get()
      if comes {
        try await peer.eventLoop.submit { try peer.value.accept(answer: answer) }.get()
        #expect(try await EchoCall.wait(on: connection.eventLoop) { !said.all.isEmpty })
      }
      try await connection.eventLoop.submit { connection.value.close() }.get()
      return peer
    }
    #expect(said.all == ["true true"])
    for peer in peers { try await peer.eventLoop.submit { peer.value.close() }.get() }
    await port.close()
    try await group.shutdownGracefully()
  }

  @Test(
    "Over IPv6 too",
    .enabled(if: hasV6, "this machine has no IPv6 address ::1: calls over IPv6 are NOT tested"))
  func v6() async throws {
    let call = try await EchoCall(host: "::1")
    #expect(try await call.connected())
    let exchange = try await Exchange.run(call, voice: Voice.samples(seconds: 1, rate: .hz24000))
    let original = Voice.samples(seconds: 1, rate: .hz16000)
    #expect(Voice.similarity(of: original, in: exchange.heard) > 5)
    try await call.close()
  }

  private static let hasV6 =
    ((try? System.enumerateDevices()) ?? []).contains { $0.address?.ipAddress == "::1" }
}

extension Array {
  fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async throws
    -> [Result]
  {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}

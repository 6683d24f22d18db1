import NIOCore
import NIOPosix
import ReparteeCore
import ReparteeRTC
import Testing

@testable import ReparteeTransports

/// What strangers, and the peer itself, may send to the port. Nothing traps, and the call goes on.
@Suite(.serialized)
struct HostileTests {
  /// Sends datagrams to the port from a socket of their own, and returns when the port has seen as many as it will.
  private static func send(_ datagrams: [[UInt8]], to call: EchoCall) async throws {
    let channel = try await DatagramBootstrap(group: call.group)
      .bind(host: "127.0.0.1", port: 0).get()
    let target = try SocketAddress(ipAddress: "127.0.0.1", port: call.port.port)
    // In portions, so that the socket's buffer does not drop most of them.
    for start in stride(from: 0, to: datagrams.count, by: 64) {
      for datagram in datagrams[start..<min(start + 64, datagrams.count)] {
        channel.write(
          AddressedEnvelope(remoteAddress: target, data: ByteBuffer(bytes: datagram)), promise: nil)
      }
      channel.flush()
      try await channel.eventLoop.scheduleTask(in: .milliseconds(1)) {}.futureResult.get()
    }
    try await channel.close()
  }

  private static func stillTalks(_ call: EchoCall) async throws -> Bool {
    let before = try await call.onServer { $0.statistics.packetsIn }
    _ = try await Exchange.run(call, voice: Voice.samples(seconds: 0.4, rate: .hz24000))
    return try await call.onServer { $0.statistics.packetsIn } > before
  }

  private static func tableSize(_ call: EchoCall) async throws -> [Int] {
    let mux = call.port.mux
    return try await mux.eventLoop.submit { [mux.value.table.count, mux.value.table.addressCount] }
      .get()
  }

  @Test("Random bytes of every kind from strangers leave no trace")
  func noise() async throws {
    let call = try await EchoCall()
    #expect(try await call.connected())
    let before = try await Self.tableSize(call)
    var random = Seeded(seed: 1)
    let datagrams = (0..<5_000).map { index in
      var bytes = (0..<Int.random(in: 0...1_400, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      if !bytes.isEmpty { bytes[0] = [0, 1, 22, 23, 128, 144, 200][index % 7] }
      return bytes
    }
    try await Self.send(datagrams, to: call)
    #expect(try await Self.tableSize(call) == before)
    #expect(try await Self.stillTalks(call))
    try await call.close()
  }

  @Test("Checks with the right name and the wrong password, or cut short, move nothing")
  func forgedChecks() async throws {
    let call = try await EchoCall()
    #expect(try await call.connected())
    let local = try await call.onServer { $0.ice.local }
    let selected = try await call.onServer { $0.ice.selected }
    let before = try await Self.tableSize(call)
    var client = IceClient(
      local: IceCredentials(fragment: "evil", password: "evilevilevilevilevilevil"),
      remote: IceCredentials(fragment: local.fragment, password: "wrongwrongwrongwrongwrong"),
      seed: 3, hmac: Hmac.sha1)
    var datagrams = (0..<2_000).map { _ in client.check(nominating: true) }
    var right = IceClient(
      local: IceCredentials(fragment: "evil", password: "evilevilevilevilevilevil"),
      remote: local, seed: 4, hmac: Hmac.sha1)
    let good = right.check(nominating: true)
    for count in 0..<good.count { datagrams.append(Array(good.prefix(count))) }
    // FINGERPRINT, the last eight bytes, is not covered: without it, the message would be an authentic copy.
    for index in good.indices.dropLast(8) {
      var altered = good
      altered[index] ^= 1
      datagrams.append(altered)
    }
    try await Self.send(datagrams, to: call)
    #expect(try await Self.tableSize(call) == before)
    #expect(try await call.onServer { $0.ice.selected } == selected)
    #expect(try await Self.stillTalks(call))
    try await call.close()
  }

  @Test("The peer's own old datagrams, again and damaged, do not end the call")
  func replayed() async throws {
    let box = Datagrams()
    let call = try await EchoCall { peer in
      peer.filter = { isComing, datagram in
        if !isComing { box.add(Array(datagram.readableBytesView)) }
        return true
      }
    }
    #expect(try await call.connected())
    _ = try await Exchange.run(call, voice: Voice.samples(seconds: 0.4, rate: .hz24000))
    // What is still on its way is not a replay: all that was sent must have come first.
    let media = box.all.filter { ($0.first ?? 0) >= 128 && !(64...95).contains($0[1] & 0x7F) }.count
    #expect(media > 10)
    #expect(try await call.server { $0.statistics.packetsIn == media })
    let datagrams = box.all
    try await call.onPeer { peer in
      peer.filter = { _, _ in true }
      for datagram in datagrams {
        peer.send(raw: datagram)
        peer.send(raw: Array(datagram.prefix(datagram.count / 2)))
      }
    }
    // Each media packet came again once, and once cut in half, which opens nothing.
    #expect(try await call.server { $0.statistics.replayed >= media })
    #expect(try await call.onServer { $0.statistics.packetsIn } == media)
    #expect(try await Self.stillTalks(call))
    try await call.close()
  }

  @Test("A flood of media from the peer's address is dropped at bounded cost")
  func flood() async throws {
    let call = try await EchoCall()
    #expect(try await call.connected())
    try await call.onPeer { peer in
      var packet = SrtpTests.packet(sequence: 0, payload: [UInt8](repeating: 1, count: 160))
      for number in 0..<20_000 {
        packet[2] = UInt8(truncatingIfNeeded: number >> 8)
        packet[3] = UInt8(truncatingIfNeeded: number)
        packet[11] = UInt8(truncatingIfNeeded: number)
        peer.send(raw: packet)
      }
    }
    #expect(try await call.server { $0.statistics.refused > 100 })
    #expect(try await Self.stillTalks(call))
    try await call.close()
  }
}

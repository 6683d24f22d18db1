import ReparteeRTC
import Testing

@testable import ReparteeTransports

struct DtlsTests {
  @Test("Two sides agree on keys, prefer GCM, and know each other's certificate")
  func handshake() throws {
    let pair = try DtlsPair()
    pair.connect()
    #expect(pair.client.isEstablished && pair.server.isEstablished)
    #expect(pair.client.peerFingerprint(.sha256) == pair.identities.server.fingerprint.bytes)
    #expect(pair.server.peerFingerprint(.sha256) == pair.identities.client.fingerprint.bytes)
    #expect(pair.server.peerFingerprint(.sha512)?.count == 64)
    let (client, server) = (
      try #require(pair.client.srtpKeys()), try #require(pair.server.srtpKeys())
    )
    #expect(client.profile == .aes128Gcm)
    #expect(client.inbound == server.outbound && client.outbound == server.inbound)
    #expect(client.inbound != client.outbound && client.inbound.count == 28)
    #expect(pair.server.summary.hasPrefix("DTLSv1.2 ECDHE-ECDSA-AES"))
    #expect(pair.line.allSatisfy { $0.datagram.count <= 1_200 })
  }

  @Test("Nothing is known or sent before the handshake is over")
  func early() throws {
    let pair = try DtlsPair()
    #expect(pair.server.peerFingerprint(.sha256) == nil && pair.server.srtpKeys() == nil)
    #expect(!pair.server.send([1, 2, 3]) && !pair.server.hasOutgoing)
  }

  @Test("Application data keeps its bounds in both directions, up to a whole datagram")
  func data() throws {
    let pair = try DtlsPair()
    pair.connect()
    let texts: [[UInt8]] = [[1], Array(repeating: 7, count: 1_100), [2, 3]]
    for text in texts { #expect(pair.client.send(text)) }
    #expect(pair.server.send([9, 9]))
    pair.carry()
    #expect(pair.received[.server] == texts && pair.received[.client] == [[9, 9]])
    #expect(!pair.client.send([]) && !pair.client.send(Array(repeating: 0, count: 1_201)))
    #expect(pair.client.isEstablished)
  }

  @Test("A replayed or altered datagram is ignored and harms nothing")
  func replay() throws {
    let pair = try DtlsPair()
    pair.connect()
    pair.client.send([1, 2, 3])
    pair.carry()
    for (side, datagram) in pair.line { pair.deliver(datagram, to: side) }
    for (side, datagram) in pair.line {
      for index in stride(from: 0, to: datagram.count, by: 7) {
        var altered = datagram
        altered[index] ^= 0x55
        // An alert in the clear, made of a handshake record, could end it; those are what "altered" here is not.
        guard altered[0] != 21 else { continue }
        pair.deliver(altered, to: side)
      }
    }
    _ = pair.client.takeOutgoing() + pair.server.takeOutgoing()
    #expect(pair.received[.server] == [[1, 2, 3]])
    pair.server.send([4])
    pair.carry()
    #expect(pair.received[.client] == [[4]])
    #expect(pair.client.isEstablished && pair.server.isEstablished)
  }

  @Test("Random bytes before, during and after the handshake neither end it nor are delivered")
  func noise() throws {
    var random = Seeded(seed: 7)
    let pair = try DtlsPair()
    let inject = { (side: DtlsPair.Side) in
      for _ in 0..<2_000 {
        let count = Int.random(in: 0...300, using: &random)
        var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        if count > 0 { bytes[0] = UInt8.random(in: 20...63, using: &random) }
        pair.deliver(bytes, to: side)
      }
    }
    inject(.server)
    pair.client.begin()
    for datagram in pair.client.takeOutgoing() { pair.deliver(datagram, to: .server) }
    inject(.server)
    inject(.client)
    pair.carry()
    inject(.server)
    inject(.client)
    pair.client.send([5])
    pair.carry()
    #expect(pair.client.isEstablished && pair.server.isEstablished)
    #expect(pair.received[.server] == [[5]] && pair.received[.client, default: []].isEmpty)
  }

  @Test("Closing is noticed by the other side")
  func close() throws {
    let pair = try DtlsPair()
    pair.connect()
    pair.client.close()
    pair.carry()
    #expect(pair.server.status == .closed && pair.server.isOver && pair.client.isOver)
    #expect(!pair.server.send([1]))
    pair.deliver([22, 1, 2], to: .server)
  }

  @Test("Datagrams cut short at any length end in no trap", arguments: DtlsPair.Side.allCases)
  func truncated(side: DtlsPair.Side) throws {
    let pair = try DtlsPair()
    pair.connect()
    let line = pair.line.filter { $0.to == side }
    #expect(!line.isEmpty)
    for (_, datagram) in line {
      for count in 0..<datagram.count {
        let fresh = try DtlsSession(identity: pair.identities.server, role: .server)
        datagram.prefix(count).withUnsafeBytes {
          fresh.receive(UnsafeRawBufferPointer(rebasing: $0[...]))
        }
        #expect(!fresh.isEstablished)
      }
    }
  }
}

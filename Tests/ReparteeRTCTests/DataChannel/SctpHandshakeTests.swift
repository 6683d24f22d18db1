import ReparteeCore
import Testing

@testable import ReparteeRTC

@Suite("The beginning and the end of an association")
struct SctpHandshakeTests {
  /// An end whose random numbers are known.
  static func end(_ number: UInt32, role: SctpSetup.Role = .dtlsServer) -> SctpAssociation {
    SctpAssociation(
      SctpSetup(
        role: role,
        random: .init(tag: 0x1000 &+ number, tsn: number &* 1_000, cookie: (UInt64(number), 7))))
  }

  static func datagrams(_ actions: [SctpAction]) -> [[UInt8]] {
    actions.compactMap {
      guard case .transmit(let bytes) = $0 else { return nil }
      return bytes
    }
  }

  /// A datagram for the end with this tag.
  static func datagram(tag: UInt32, _ chunks: [UInt8]) -> [UInt8] {
    SctpPacket.encode(source: 5_000, destination: 5_000, tag: tag, chunks: chunks)
  }

  @Test("succeeds when a quarter of the packets is lost", arguments: 0..<20)
  func lossy(seed: Int) {
    var network = SctpNetwork(seed: UInt64(seed), lost: 25, doubled: 20, spread: 300)
    network.connect()
    #expect(network.ends.allSatisfy { $0.isConnected })
    #expect(network.events == [[.connected], [.connected]])
  }

  @Test("succeeds when both begin at once", arguments: 0..<20)
  func collision(seed: Int) {
    var network = SctpNetwork(seed: UInt64(seed), lost: seed, doubled: 10, spread: 50)
    network.tell(.server, .connect)
    network.connect()
    #expect(network.ends.allSatisfy { $0.isConnected })
    #expect(network.events == [[.connected], [.connected]])
    network.tell(.server, .open(label: "events", subprotocol: "", isOrdered: true))
    network.tell(.server, .send(stream: 1, kind: .text, bytes: [104, 105]))
    network.run(for: .milliseconds(30_000))
    #expect(network.messages(at: .client, on: 1) == [[104, 105]])
  }

  @Test("is given up when nobody answers")
  func nobody() {
    var network = SctpNetwork(seed: 1, lost: 100)
    network.connect(for: .milliseconds(200_000))
    #expect(network.events[0] == [.closed(.noAnswer)])
    #expect(network.sent[0] == 9)
  }

  @Test("is not reached with a cookie that another end made, nor with one that was changed")
  func cookies() throws {
    var client = Self.end(1, role: .dtlsClient)
    var server = Self.end(2)
    var stranger = Self.end(3)
    let hello = try #require(Self.datagrams(client.handle(.connect, at: .zero)).first)
    let answer = try #require(Self.datagrams(server.handle(.datagram(hello), at: .zero)).first)
    _ = stranger.handle(.datagram(hello), at: .zero)
    let echo = try #require(Self.datagrams(client.handle(.datagram(answer), at: .zero)).first)
    let cookie = Array(echo[16..<(16 + 24)])
    let toStranger = Self.datagram(
      tag: 0x1003, SctpChunk.encode(SctpChunk.Kind.cookieEcho, cookie))
    #expect(stranger.handle(.datagram(toStranger), at: .zero).isEmpty)
    #expect(!stranger.isConnected)
    for index in cookie.indices {
      var changed = cookie
      changed[index] ^= 1
      let packet = Self.datagram(
        tag: 0x1002, SctpChunk.encode(SctpChunk.Kind.cookieEcho, changed))
      #expect(server.handle(.datagram(packet), at: .zero).isEmpty)
      #expect(!server.isConnected)
    }
    #expect(server.handle(.datagram(echo), at: .zero).contains(.connected))
    // A copy is answered and changes nothing.
    #expect(Self.datagrams(server.handle(.datagram(echo), at: .zero)).count == 1)
    #expect(server.isConnected)
  }

  @Test("ignores packets with a wrong tag, a wrong sum, wrong ports or a chunk cut short")
  func damaged() throws {
    var network = SctpNetwork(seed: 2)
    network.connect()
    let tag = network.ends[1].setup.random.tag
    let abort = SctpChunk.encode(SctpChunk.Kind.abort, [])
    var short = abort
    short[3] = 60
    let good = Self.datagram(tag: tag, abort)
    var flipped = good
    flipped[9] ^= 0x10
    let bad = [
      Self.datagram(tag: tag &+ 1, abort), Self.datagram(tag: 0, abort), flipped,
      Self.datagram(tag: tag, short), Array(good.dropLast()), [], [0x13],
      Self.datagram(tag: tag, []),
      SctpPacket.encode(source: 5_001, destination: 5_000, tag: tag, chunks: abort),
      SctpPacket.encode(source: 5_000, destination: 5_001, tag: tag, chunks: abort),
    ]
    for bytes in bad {
      #expect(network.ends[1].handle(.datagram(bytes), at: network.now).isEmpty)
      #expect(network.ends[1].isConnected)
    }
    network.tell(.server, .datagram(good))
    #expect(network.has(.closed(.peerAborted(cause: 0)), at: .server))
  }

  @Test("an orderly end comes after all that was sent", arguments: 0..<20)
  func close(seed: Int) {
    var network = SctpNetwork(
      seed: UInt64(seed), lost: seed, doubled: 10, spread: 40)
    network.connect()
    network.tell(.client, .open(label: "events", subprotocol: "", isOrdered: true))
    for number in 0..<20 {
      network.tell(
        .client, .send(stream: 0, kind: .text, bytes: [UInt8](repeating: 65, count: number)))
    }
    network.tell(.client, .close)
    network.run(for: .milliseconds(60_000))
    #expect(network.messages(at: .server, on: 0).count == 20)
    #expect(network.ends.allSatisfy { $0.isClosed })
    #expect(network.has(.closed(.closed), at: .client))
    #expect(network.events[1].last == .closed(.peerClosed))
  }

  @Test("both may end it at once")
  func closeBoth() {
    var network = SctpNetwork(seed: 2)
    network.connect()
    network.tell(.client, .close)
    network.tell(.server, .close)
    network.run(for: .milliseconds(60_000))
    #expect(
      network.has(.closed(.closed), at: .client) || network.has(.closed(.peerClosed), at: .client))
    #expect(network.ends.allSatisfy { $0.isClosed })
  }

  @Test("an abrupt end is told to the other side")
  func abort() {
    var network = SctpNetwork(seed: 2)
    network.connect()
    network.tell(.client, .abort)
    network.run(for: .milliseconds(1_000))
    #expect(network.events[0].last == .closed(.aborted))
    #expect(network.events[1].last == .closed(.peerAborted(cause: 12)))
  }

  @Test("a peer that begins anew ends it")
  func restart() {
    var network = SctpNetwork(seed: 2)
    network.connect()
    network.ends[0] = Self.end(9, role: .dtlsClient)
    network.tell(.client, .connect)
    network.run(for: .milliseconds(5_000))
    #expect(network.events[1].last == .closed(.peerRestarted))
  }
}

import ReparteeCore
import Testing

@testable import ReparteeRTC

@Suite("Whatever a peer sends")
struct SctpFuzzTests {
  /// Datagrams that one end of a lively association was sent.
  static func recorded(_ side: SctpNetwork.Side) -> [[UInt8]] {
    var network = SctpNetwork(seed: 11, lost: 10, spread: 30)
    network.tell(.server, .connect)
    network.connect(for: .milliseconds(3_000))
    var found: [[UInt8]] = []
    for round in 0..<12 {
      network.tell(.client, .open(label: "c\(round)", subprotocol: "", isOrdered: round % 2 == 0))
      network.tell(.server, .open(label: "s\(round)", subprotocol: "", isOrdered: round % 2 == 1))
      for size in [0, 3, 2_500] {
        let bytes = [UInt8](repeating: UInt8(round), count: size)
        network.tell(.client, .send(stream: UInt16(round * 2), kind: .text, bytes: bytes))
        network.tell(.server, .send(stream: UInt16(round * 2 + 1), kind: .binary, bytes: bytes))
      }
      network.tell(.client, .closeChannel(stream: UInt16(round)))
      let end = network.now + .milliseconds(200)
      while network.step(until: end) {
        found += network.packets.filter { $0.to == side }.map(\.bytes)
      }
    }
    return Array(Set(found))
  }

  /// Chunks that our own ends rarely send or never.
  static let rare: [[UInt8]] = [
    SctpForward(cumulative: 40, skips: [.init(stream: 0, ssn: 3)]).encoded(),
    SctpReconfig.encodeOutgoing(request: 1, response: 0, lastTSN: 5, streams: [0, 1]),
    SctpReconfig.encodeResponse(request: 1, result: 6),
    SctpChunk.encode(SctpChunk.Kind.heartbeat, [0, 1, 0, 6, 1, 2]),
    SctpChunk.encode(SctpChunk.Kind.shutdown, [0, 0, 0, 9]),
    SctpChunk.encode(SctpChunk.Kind.shutdownAck, []),
    SctpChunk.encode(SctpChunk.Kind.shutdownComplete, []),
    SctpChunk.encode(SctpChunk.Kind.error, [0, 3, 0, 4]),
    SctpChunk.encode(0xC1, [1, 2, 3]), SctpChunk.encode(0x41, [1]),
  ]

  static func mutate(_ bytes: inout [UInt8], _ noise: inout SctpNoise) {
    guard bytes.count > 12 else { return bytes.append(UInt8.random(in: 0...255, using: &noise)) }
    let place = Int.random(in: 12..<bytes.count, using: &noise)
    switch Int.random(in: 0..<7, using: &noise) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &noise)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &noise)
    case 2: bytes.removeSubrange(place...)
    case 3: bytes.insert(UInt8.random(in: 0...255, using: &noise), at: place)
    case 4: bytes[place] = 0xFF
    case 5: bytes += rare.randomElement(using: &noise) ?? []
    // A number of the sort that is compared and counted.
    default:
      for index in place..<min(bytes.count, place + 4) {
        bytes[index] = index == place + 3 ? UInt8.random(in: 0...255, using: &noise) : 0
      }
    }
  }

  /// Puts the right tag and sum on a packet, so that its chunks are read.
  static func seal(_ bytes: [UInt8], tag: UInt32) -> [UInt8] {
    SctpPacket.encode(
      source: 5_000, destination: 5_000, tag: tag, chunks: Array(bytes.dropFirst(12)))
  }

  static func connected() -> SctpNetwork {
    var network = SctpNetwork(seed: 11)
    network.connect(for: .milliseconds(3_000))
    network.tell(.client, .open(label: "events", subprotocol: "", isOrdered: true))
    network.run(for: .milliseconds(200))
    return network
  }

  @Test("traps nothing and is held within bounds", arguments: 0..<4)
  func fuzz(part: Int) {
    var noise = SctpNoise(state: UInt64(part))
    let side: SctpNetwork.Side = part % 2 == 0 ? .client : .server
    let seeds = Self.recorded(side)
    let fresh = [Self.connected().ends[side.rawValue], SctpNetwork(seed: 11).ends[side.rawValue]]
    let limits = SctpLimits()
    var end = fresh[0]
    var now = MediaTime.milliseconds(4_000)
    var closed = 0
    var messages = 0
    for number in 0..<40_000 {
      var bytes = seeds.randomElement(using: &noise) ?? []
      for _ in 0..<Int.random(in: 0...4, using: &noise) { Self.mutate(&bytes, &noise) }
      let tag = Int.random(in: 0..<50, using: &noise) == 0 ? 0 : end.setup.random.tag
      if number % 20 != 0 { bytes = Self.seal(bytes, tag: tag) }
      var actions = end.handle(.datagram(bytes), at: now)
      if number % 7 == 0 {
        now = now + .milliseconds(Int64.random(in: 0...500, using: &noise))
        actions += end.handle(.tick, at: now)
        actions += end.handle(.send(stream: 0, kind: .text, bytes: bytes), at: now)
      }
      #expect(end.bytesReceivedAndHeld <= limits.receiveHard)
      #expect(end.bytesToSend <= limits.send)
      #expect(end.channels.count <= limits.channels)
      #expect(actions.count < 400)
      for action in actions { if case .message = action { messages += 1 } }
      if end.isClosed || number % 500 == 499 {
        closed += end.isClosed ? 1 : 0
        end = fresh[number % 7 == 0 ? 1 : 0]
        if number % 2 == 0 { _ = end.handle(.connect, at: now) }
      }
    }
    // Else the damage was such that nothing was tried.
    #expect(closed > 50)
    #expect(messages > 50)
  }

  @Test("as noise is ignored")
  func noise() {
    var noise = SctpNoise(state: 6)
    var end = Self.connected().ends[0]
    let tag = end.setup.random.tag
    for number in 0..<60_000 {
      var bytes = (0..<Int.random(in: 0...80, using: &noise)).map { _ in
        UInt8.random(in: 0...255, using: &noise)
      }
      if number % 2 == 0 { bytes = Self.seal(bytes, tag: tag) }
      let copy = end
      _ = end.handle(.datagram(bytes), at: .milliseconds(4_000))
      if end.isClosed { end = copy }
    }
    #expect(end.bytesReceivedAndHeld <= SctpLimits().receiveHard)
  }
}

import ReparteeCore
import Testing

@testable import ReparteeRTC

@Suite("What an association answers to a chunk")
struct SctpAnswerTests {
  /// The chunks that an end answers to these of its peer.
  static func answer(_ end: inout SctpAssociation, _ chunks: [UInt8]) -> [SctpChunk] {
    let packet = SctpPacket.encode(
      source: 5_000, destination: 5_000, tag: end.setup.random.tag, chunks: chunks)
    return SctpHandshakeTests.datagrams(end.handle(.datagram(packet), at: .milliseconds(5_000)))
      .compactMap { SctpPacket($0) }.flatMap(\.chunks)
  }

  static func data(
    _ end: SctpAssociation, stream: UInt16 = 5, ssn: UInt16 = 0, _ bytes: [UInt8]
  ) -> [UInt8] {
    SctpData(
      tsn: end.inbound.cumulative &+ 1, stream: stream, ssn: ssn,
      ppid: DataChannelPayload.binary, isFirst: true, isLast: true, isUnordered: false,
      isUrgent: true, bytes: bytes[...]
    ).encoded()
  }

  @Test("a heartbeat comes back as it was")
  func heartbeat() {
    var end = SctpFuzzTests.connected().ends[1]
    let body: [UInt8] = [0, 1, 0, 7, 1, 2, 3]
    #expect(
      Self.answer(&end, SctpChunk.encode(SctpChunk.Kind.heartbeat, body)) == [
        .heartbeatAck(body[...])
      ])
  }

  @Test(
    "an unknown kind is reported, and what follows is read, as its highest bits say",
    arguments: [(0x3F, false, false), (0x7F, true, false), (0xBF, false, true), (0xFF, true, true)]
      as [(UInt8, Bool, Bool)])
  func unknown(kind: UInt8, isReported: Bool, goesOn: Bool) {
    var end = SctpFuzzTests.connected().ends[1]
    let beat = SctpChunk.encode(SctpChunk.Kind.heartbeat, [0, 1, 0, 4])
    let answers = Self.answer(&end, SctpChunk.encode(kind, [1, 2]) + beat)
    #expect(answers.contains(.error(cause: 6)) == isReported)
    #expect(answers.contains(.heartbeatAck([0, 1, 0, 4])) == goesOn)
    #expect(end.isConnected)
  }

  @Test("data for a stream that there is not is acknowledged, reported and dropped")
  func noStream() {
    var end = SctpFuzzTests.connected().ends[1]
    let next = end.inbound.cumulative &+ 1
    let answers = Self.answer(&end, Self.data(end, stream: 2_000, [1]))
    #expect(answers.first == .error(cause: 1))
    guard case .sack(let sack) = answers.last else {
      Issue.record("no acknowledgement")
      return
    }
    #expect(sack.cumulative == next)
    #expect(end.isConnected)
  }

  @Test("chunks of every kind with the tag of another change nothing")
  func wrongTag() {
    let end = SctpFuzzTests.connected().ends[1]
    for chunk in SctpFuzzTests.rare + [Self.data(end, [1])] {
      var copy = end
      let packet = SctpHandshakeTests.datagram(tag: end.setup.random.tag &+ 1, chunk)
      #expect(copy.handle(.datagram(packet), at: .milliseconds(5_000)).isEmpty)
      #expect(copy.state == end.state)
      #expect(copy.inbound.cumulative == end.inbound.cumulative)
    }
  }

  @Test("data without data ends it")
  func empty() {
    var end = SctpFuzzTests.connected().ends[1]
    #expect(
      Self.answer(&end, Self.data(end, [])) == [.abort(isReflected: false, cause: 9)])
    #expect(end.isClosed)
  }

  @Test("a reset is performed once, denied when it is of another sort, and waits for data")
  func resets() {
    var end = SctpFuzzTests.connected().ends[1]
    let first = end.resets.expected
    let tsn = end.inbound.cumulative
    _ = Self.answer(&end, Self.data(end, [1]))
    func ask(_ request: UInt32, lastTSN: UInt32) -> [UInt8] {
      SctpReconfig.encodeOutgoing(request: request, response: 0, lastTSN: lastTSN, streams: [5])
    }
    func result(_ request: UInt32, _ result: UInt32) -> [SctpChunk] {
      [.reconfig([.response(request: request, result: result)])]
    }
    // Two pieces are missing still, then they come.
    #expect(Self.answer(&end, ask(first, lastTSN: tsn &+ 2)) == result(first, 6))
    _ = Self.answer(&end, Self.data(end, ssn: 1, [1]))
    #expect(Self.answer(&end, ask(first, lastTSN: tsn &+ 2)) == result(first, 1))
    // The stream begins at 0 again, and a copy of the request does not make it do so once more.
    #expect(end.inbound.usedStreams == [0])
    _ = Self.answer(&end, Self.data(end, [1]))
    #expect(Self.answer(&end, ask(first, lastTSN: tsn &+ 2)) == result(first, 1))
    #expect(end.inbound.usedStreams.sorted() == [0, 5])
    #expect(Self.answer(&end, ask(first &+ 7, lastTSN: tsn)) == result(first &+ 7, 5))
    var more: [UInt8] = []
    more.appendParameter(17, [UInt8](repeating: 0, count: 8))
    for (index, byte) in (0..<4).map({ UInt8(truncatingIfNeeded: (first &+ 1) >> (24 - 8 * $0)) })
      .enumerated()
    {
      more[4 + index] = byte
    }
    #expect(
      Self.answer(&end, SctpChunk.encode(SctpChunk.Kind.reconfig, more))
        == result(first &+ 1, 2))
  }

  @Test("data may come with the cookie, before the association is there")
  func early() throws {
    var client = SctpHandshakeTests.end(1, role: .dtlsClient)
    var server = SctpHandshakeTests.end(2)
    let hello = try #require(
      SctpHandshakeTests.datagrams(client.handle(.connect, at: .zero)).first)
    let welcome = try #require(
      SctpHandshakeTests.datagrams(server.handle(.datagram(hello), at: .zero)).first)
    let echo = try #require(
      SctpHandshakeTests.datagrams(client.handle(.datagram(welcome), at: .zero)).first)
    let piece = SctpInboundTests.piece(1_000, stream: 4, [7]).encoded()
    let packet = SctpHandshakeTests.datagram(tag: 0x1002, Array(echo.dropFirst(12)) + piece)
    let actions = server.handle(.datagram(packet), at: .zero)
    #expect(actions.first == .connected)
    #expect(actions.contains(.message(stream: 4, kind: .binary, bytes: [7])))
  }

  @Test("a request to reset streams has the bytes of RFC 6525 §4.1, its padding not counted")
  func resetBytes() {
    let bytes = SctpReconfig.encodeOutgoing(
      request: 1, response: 2, lastTSN: 3, streams: [4])
    #expect(
      bytes == [
        130, 0, 0, 22, 0, 13, 0, 18, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 4, 0, 0,
      ])
    var reader = SctpReader(bytes[...])
    #expect(
      SctpChunk(&reader) == .reconfig([.outgoing(request: 1, lastTSN: 3, streams: [4])]))
    #expect(reader.remaining == 0)
  }

  @Test("an INIT has the bytes of RFC 9260 §3.3.2, RFC 3758 §3.1 and RFC 5061 §4.2.7")
  func bytes() throws {
    var end = SctpHandshakeTests.end(1, role: .dtlsClient)
    let hello = try #require(
      SctpHandshakeTests.datagrams(end.handle(.connect, at: .zero)).first)
    let wanted: [UInt8] = [
      0x13, 0x88, 0x13, 0x88, 0, 0, 0, 0, hello[8], hello[9], hello[10], hello[11],
      1, 0, 0, 32, 0, 0, 0x10, 1, 0, 2, 0, 0, 4, 0, 4, 0, 0, 0, 3, 232,
      0x80, 8, 0, 6, 130, 192, 0, 0, 0xC0, 0, 0, 4,
    ]
    #expect(hello == wanted)
    #expect(SctpPacket(hello) != nil)
  }
}

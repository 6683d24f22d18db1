import NIOCore
import NIOWebSocket
import Testing

@testable import ReparteeServer

/// What RFC 6455 says of frames, against a server with a socket.
@Suite(.timeLimit(.minutes(1))) struct WebSocketFrameTests {
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var bytes: [UInt8]
    var code: Int
    init(_ description: String, _ bytes: [UInt8], _ code: Int) {
      (self.description, self.bytes, self.code) = (description, bytes, code)
    }
  }

  private static func frame(
    _ opcode: UInt8, _ data: [UInt8] = [], isLast: Bool = true, isMasked: Bool = true,
    first: UInt8? = nil
  ) -> [UInt8] {
    TestSocket.frame(opcode, data, isLast: isLast, isMasked: isMasked, first: first)
  }

  static let cases = [
    Case("not masked, section 5.1", frame(1, [0x7B, 0x7D], isMasked: false), 1002),
    Case("a reserved bit, section 5.2", frame(2, [], first: 0xC2), 1002),
    Case("a reserved opcode, section 5.2", frame(3), 1002),
    Case("a reserved control opcode, section 5.2", frame(11), 1002),
    Case("a control frame in fragments, section 5.4", frame(9, [], isLast: false), 1002),
    Case(
      "a control frame that is too long, section 5.5", frame(9, .init(repeating: 1, count: 126)),
      1002),
    Case("a continuation of nothing, section 5.4", frame(0, [1]), 1002),
    Case(
      "a message inside a message, section 5.4", frame(1, [0x7B], isLast: false) + frame(1, [0x7D]),
      1002),
    Case("text that is not UTF-8, section 8.1", frame(1, [0xFF, 0xFE]), 1007),
    Case("text that ends within a character", frame(1, [0xC3]), 1007),
    Case("text that is too long", frame(1, .init(repeating: 0x20, count: 20_000)), 1009),
    Case(
      "text that is too long in fragments",
      frame(1, .init(repeating: 0x20, count: 9_000), isLast: false)
        + frame(0, .init(repeating: 0x20, count: 9_000)), 1009),
    Case("a frame that is too long", [0x82, 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 1, 1, 2, 3, 4], 1009),
    Case(
      "a frame longer than any", [0x82, 0xFF] + .init(repeating: 0xFF, count: 8) + [1, 2, 3, 4],
      1009),
    Case(
      "too many fragments",
      frame(2, [], isLast: false) + (0..<1_100).flatMap { _ in frame(0, [], isLast: false) }, 1009),
    Case("a close frame of one byte, section 5.5.1", frame(8, [3]), 1002),
    Case("a close code that may not be sent, section 7.4.1", frame(8, [0x03, 0xED]), 1002),
    Case("a close reason that is not UTF-8", frame(8, [0x03, 0xE8, 0xFF]), 1007),
    Case("a close frame is answered with its code", frame(8, [0x0F, 0xA0]), 4000),
  ]

  @Test("Frames that break the protocol close the connection with the right code", arguments: cases)
  func broken(item: Case) async throws {
    try await TestServer.with { client in
      try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
        try await socket.send(item.bytes)
        #expect(await socket.closing() == item.code)
      }
    }
  }

  @Test("Pings are answered with what was in them, between fragments too")
  func pings() async throws {
    try await TestServer.with { client in
      try await TestSocket.open(client, "/v1/audio?agent=shop&rate=48000") { socket in
        let text = Array("{\"type\":\"text\",\"text\":\"Hello.\"}".utf8)
        try await socket.send(Self.frame(1, Array(text.prefix(9)), isLast: false))
        try await socket.send(Self.frame(9, [1, 2, 3]))
        #expect(
          await socket.first { if case .pong = $0 { true } else { false } } == .pong([1, 2, 3]))
        try await socket.send(Self.frame(0, Array(text.dropFirst(9))))
        #expect(await socket.text(with: "\"role\":\"user\"").contains("Hello."))
        try await socket.send(audio: .init(repeating: 0, count: 1 << 20))
        try await socket.send(Self.frame(8, []))
        #expect(await socket.closing() == nil)
      }
    }
  }

  @Test("A close frame that is not answered is waited for only so long")
  func unanswered() async throws {
    try await TestServer.with {
      $0.times.close = .milliseconds(20)
    } _: { client in
      try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
        try await socket.send(Self.frame(3))
        #expect(await socket.closing() == 1002)
        #expect(await socket.next() == .end)
      }
    }
  }

  @Test("Random frames never trap the machine that reads them")
  func fuzz() {
    var random = SystemRandomNumberGenerator()
    var machine = WebSocketMachine(maximumBinary: 512)
    var broken = 0
    for _ in 0..<100_000 {
      let count = Int.random(in: 0...40, using: &random)
      let data = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      var frame = WebSocketFrame(
        fin: Bool.random(using: &random), rsv1: Int.random(in: 0..<50, using: &random) == 0,
        opcode: WebSocketOpcode(encodedWebSocketOpcode: UInt8.random(in: 0..<16, using: &random))
          ?? .text,
        maskKey: [1, 2, 3, 4], data: ByteBuffer(bytes: data))
      if Int.random(in: 0..<50, using: &random) == 0 { frame.maskKey = nil }
      if case .broken = machine.handle(frame) {
        broken += 1
        machine = WebSocketMachine(maximumBinary: 512)
      }
    }
    #expect(broken > 0)
  }
}

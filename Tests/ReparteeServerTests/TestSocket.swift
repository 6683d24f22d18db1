import Foundation
import NIOCore
import NIOPosix

/// A WebSocket client that can also do what no client should: frames are made byte by byte.
final class TestSocket {
  enum Message: Equatable {
    case text(String)
    case audio(Int)
    case ping([UInt8])
    case pong([UInt8])
    case close(Int?)
    /// The server cut the connection.
    case end
  }

  private var inbound: AsyncStream<ByteBuffer>.Iterator
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private let channel: any Channel
  private var bytes = ByteBuffer()

  private init(
    _ inbound: AsyncStream<ByteBuffer>,
    _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, _ channel: any Channel
  ) {
    self.inbound = inbound.makeAsyncIterator()
    self.outbound = outbound
    self.channel = channel
  }

  struct Refused: Error {}

  /// Opens `path` and hands over the open socket.
  static func open(
    _ client: TestClient, _ path: String = "/v1/audio?agent=desk",
    _ body: (TestSocket) async throws -> Void
  ) async throws {
    let channel = try await client.connect()
    try await channel.executeThenClose { inbound, outbound in
      let parts = AsyncStream<ByteBuffer>.makeStream()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { parts.continuation.finish() }
          // A connection that is cut is an end like any other.
          do { for try await part in inbound { parts.continuation.yield(part) } } catch {}
        }
        defer { group.cancelAll() }
        let socket = TestSocket(parts.stream, outbound, channel.channel)
        try await socket.shakeHands(path, port: client.port)
        try await body(socket)
      }
    }
  }

  /// The key and the answer to it are the example of RFC 6455, section 1.3.
  private func shakeHands(_ path: String, port: Int) async throws {
    let head = [
      "GET \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Upgrade: websocket",
      "Connection: Upgrade", "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "",
    ]
    try await send(Array(head.joined(separator: "\r\n").utf8))
    var head2 = ""
    while !head2.hasSuffix("\r\n\r\n") {
      guard let byte = await byte() else { throw Refused() }
      head2.unicodeScalars.append(Unicode.Scalar(byte))
    }
    guard head2.hasPrefix("HTTP/1.1 101"), head2.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") else {
      throw Refused()
    }
  }

  func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

  func send(text: String) async throws { try await send(Self.frame(1, Array(text.utf8))) }
  func send(audio bytes: [UInt8]) async throws { try await send(Self.frame(2, bytes)) }

  /// - Parameter first: the whole first byte, when it is to be odd.
  static func frame(
    _ opcode: UInt8, _ data: [UInt8], isLast: Bool = true, isMasked: Bool = true,
    first: UInt8? = nil
  ) -> [UInt8] {
    var bytes = [first ?? (isLast ? 0x80 : 0) | opcode]
    let mask: UInt8 = isMasked ? 0x80 : 0
    if data.count < 126 {
      bytes.append(mask | UInt8(data.count))
    } else if data.count < 65_536 {
      bytes += [mask | 126, UInt8(data.count >> 8), UInt8(data.count & 0xFF)]
    } else {
      bytes.append(mask | 127)
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: data.count >> shift))
      }
    }
    guard isMasked else { return bytes + data }
    let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
    return bytes + key + data.enumerated().map { $1 ^ key[$0 % 4] }
  }

  /// Vanishes as a client does that crashes: with RST instead of FIN (RFC 9293, section 3.5.2).
  func reset() async throws {
    let options = channel as? any SocketOptionProvider
    try await options?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    try await channel.close()
  }

  private func byte() async -> UInt8? {
    while bytes.readableBytes == 0 {
      guard var more = await inbound.next(isolation: #isolation) else { return nil }
      bytes.discardReadBytes()
      bytes.writeBuffer(&more)
    }
    return bytes.readInteger()
  }

  private func take(_ count: Int) async -> [UInt8]? {
    var taken: [UInt8] = []
    while taken.count < count {
      guard let byte = await byte() else { return nil }
      taken.append(byte)
    }
    return taken
  }

  func next() async -> Message {
    guard let head = await take(2) else { return .end }
    var count = Int(head[1] & 0x7F)
    if count >= 126 {
      guard let more = await take(count == 126 ? 2 : 8) else { return .end }
      count = more.reduce(0) { $0 << 8 | Int($1) }
    }
    guard let data = await take(count) else { return .end }
    switch head[0] & 0x0F {
    case 1: return .text(String(decoding: data, as: UTF8.self))
    case 2: return .audio(data.count)
    case 8: return .close(data.count < 2 ? nil : Int(data[0]) << 8 | Int(data[1]))
    case 9: return .ping(data)
    default: return .pong(data)
    }
  }

  /// The next message that is one of these; the others are passed over.
  func first(where isWanted: (Message) -> Bool) async -> Message {
    while true {
      let message = await next()
      if isWanted(message) || message == .end { return message }
    }
  }

  /// The next text that has this in it; empty when the call ends before.
  func text(with part: String) async -> String {
    let message = await first {
      if case .text(let text) = $0 { text.contains(part) } else { false }
    }
    if case .text(let text) = message { return text }
    return ""
  }

  /// The name of the call, which is told first.
  func session() async throws -> String {
    struct Ready: Decodable { var session: String }
    let ready = await text(with: "\"type\":\"ready\"")
    return try JSONDecoder().decode(Ready.self, from: Data(ready.utf8)).session
  }

  /// How the server closes; nil when it cuts the connection.
  func closing() async -> Int? {
    let message = await first { if case .close = $0 { true } else { false } }
    if case .close(let code) = message { return code }
    return nil
  }
}

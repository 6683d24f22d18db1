import Fuzzing
import NIOCore
import NIOHTTP1
import NIOWebSocket

@testable import ReparteeServer

extension Fuzzer {
  static var keyHash: Fuzzer {
    let seeds = [APIKeys.hash("key"), String(APIKeys.hash("other").dropFirst(7))]
    return Fuzzer(
      name: "key-hash", seeds: seeds.map { Array($0.utf8) }, words: ["sha256:", "+", "-", "é"]
    ) { bytes in
      let digest = APIKeys.digest(of: String(decoding: bytes, as: UTF8.self))
      precondition(digest.map { $0.count == 32 } ?? true, "A hash of another length.")
    }
  }

  /// A target, a host, an origin and an authorization, each on a line.
  static var origin: Fuzzer {
    var open = ServerConfiguration(agents: [])
    open.allowedOrigins = ["https://example.com"]
    var closed = open
    closed.tokenSecret = String(repeating: "s", count: 32)
    let checks = [OriginCheck(open), OriginCheck(closed)]
    let seeds = [
      "/v1/audio?rate=8000\nlocalhost:8080\nhttp://localhost:8080\nBearer abc",
      "/\n[::1]:80\nhttps://[::1]\nbearer  x", "*\n127.0.0.1\nhttps://example.com\nBasic x",
    ].map { Array($0.utf8) }
    return Fuzzer(
      name: "origin", seeds: seeds,
      words: ["://", "[", "]", ":", ":443", "?", "null", "@", "127.", " "]
    ) { bytes in
      let lines = String(decoding: bytes, as: UTF8.self)
        .split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
      var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: lines.first ?? "")
      for (name, value) in zip(["host", "origin", "authorization"], lines.dropFirst()) {
        head.headers.add(name: name, value: value)
      }
      let facts = RequestFacts(head)
      _ = facts.credential
      for check in checks {
        guard (try? check.check(facts)) == true else { continue }
        precondition(facts.origin?.lowercased() == "https://example.com", "A stranger's page.")
      }
    }
  }

  /// Frames as NIO hands them out: first byte, length, mask or none, data.
  static var webSocket: Fuzzer {
    let text = Array(#"{"type":"interrupt"}"#.utf8)
    let seeds: [[UInt8]] = [
      [0x81, UInt8(text.count), 1] + text, [0x02, 2, 1, 1, 2, 0x80, 2, 1, 3, 4],
      [0x89, 0, 1, 0x8A, 0, 1, 0x88, 2, 1, 3, 0xE8],
    ]
    return Fuzzer(name: "web-socket", seeds: seeds) { bytes in
      var machine = WebSocketMachine(maximumBinary: 200)
      var rest = bytes[...]
      var sent = 0
      while let first = rest.popFirst(), let length = rest.popFirst(), let mask = rest.popFirst() {
        let data = rest.prefix(Int(length))
        rest = rest.dropFirst(Int(length))
        guard let opcode = WebSocketOpcode(encodedWebSocketOpcode: first & 0x0F) else { return }
        let frame = WebSocketFrame(
          fin: first & 0x80 != 0, rsv1: first & 0x40 != 0, rsv2: first & 0x20 != 0,
          rsv3: first & 0x10 != 0, opcode: opcode,
          maskKey: mask == 0 ? nil : [mask, 2, 3, 4], data: ByteBuffer(bytes: data))
        sent += data.count
        switch machine.handle(frame) {
        case .broken, .close: return
        case .text(let text): precondition(text.count <= sent, "More text than was sent.")
        default: break
        }
      }
    }
  }
}

import Foundation
import NIOCore
import NIOPosix

/// A plain HTTP/1.1 client: a connection for each request, every byte in the test's hands.
struct TestClient: Sendable {
  let port: Int

  struct Answer: Sendable {
    var status = 0
    fileprivate(set) var headers: [String: String] = [:]
    var body = ""
    /// The `code` of an error.
    var code: String? {
      struct Body: Decodable {
        struct Inner: Decodable { var code: String }
        var error: Inner
      }
      return (try? JSONDecoder().decode(Body.self, from: Data(body.utf8)))?.error.code
    }
  }

  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
    try await send("GET", path, headers)
  }

  func send(
    _ method: String, _ path: String, _ headers: [String: String] = [:], body: String = ""
  ) async throws -> Answer {
    var text = "\(method) \(path) HTTP/1.1\r\nConnection: close\r\n"
    if headers["host"] == nil { text += "Host: 127.0.0.1:\(port)\r\n" }
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if !body.isEmpty { text += "Content-Length: \(body.utf8.count)\r\n" }
    return try await exchange(text + "\r\n" + body)
  }

  /// Sends bytes as they are and reads until the server closes.
  func exchange(_ text: String) async throws -> Answer {
    let bytes = try await raw(text)
    guard let end = bytes.firstRange(of: "\r\n\r\n") else { return Answer() }
    var answer = Answer(body: String(bytes[end.upperBound...]))
    let lines = bytes[..<end.lowerBound].split(separator: "\r\n")
    answer.status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      answer.headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    return answer
  }

  func raw(_ text: String) async throws -> String {
    let channel = try await connect()
    return try await channel.executeThenClose { inbound, outbound in
      var bytes = ByteBuffer()
      // A connection that is cut is an end like any other, also when it comes before the first byte.
      do {
        try await outbound.write(ByteBuffer(string: text))
        for try await var part in inbound { bytes.writeBuffer(&part) }
      } catch {}
      return String(buffer: bytes)
    }
  }

  func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        }
      }
  }
}

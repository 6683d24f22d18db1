internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// Makes responses.
enum Reply {
  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return text(
      String(decoding: try encoder.encode(value), as: UTF8.self), type: "application/json",
      status: status, headers: headers)
  }

  static func text(
    _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok,
    headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = type
    headers[.cacheControl] = "no-store"
    return Response(
      status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  private struct ErrorBody: Encodable {
    struct Inner: Encodable {
      var code: String
      var message: String
    }
    var error: Inner
  }

  static func refusal(_ refusal: Refusal) -> Response {
    var headers = HTTPFields()
    if let seconds = refusal.retryAfter { headers[.retryAfter] = "\(seconds)" }
    if refusal.status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
    if refusal.status == .upgradeRequired {
      headers[.upgrade] = "websocket"
      headers[.connection] = "close"
      // RFC 6455, section 4.4.
      headers[.secWebSocketVersion] = "13"
    }
    let body = ErrorBody(error: .init(code: refusal.code, message: refusal.message))
    return (try? json(body, status: refusal.status, headers: headers))
      ?? Response(status: refusal.status, headers: headers)
  }
}

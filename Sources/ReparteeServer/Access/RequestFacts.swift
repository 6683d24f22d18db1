internal import HTTPTypes
internal import NIOHTTP1

/// What decides whether a request is granted, wherever it came in.
struct RequestFacts: Sendable {
  var host: String?
  var origin: String?
  var authorization: String?
  /// `token` in the query, for where a client cannot send headers.
  var token: String?
  var query: String

  init(_ request: HTTPRequest, query: String?) {
    host = request.authority
    origin = request.headerFields[.origin]
    authorization = request.headerFields[.authorization]
    self.query = query ?? ""
  }

  init(_ head: HTTPRequestHead) {
    host = head.headers.first(name: "host")
    origin = head.headers.first(name: "origin")
    authorization = head.headers.first(name: "authorization")
    query = Self.split(head.uri).query
  }

  /// The path of a request's target, and its query.
  static func split(_ target: String) -> (path: String, query: String) {
    guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target, "") }
    return (String(target[..<mark]), String(target[target.utf8.index(after: mark)...]))
  }

  /// What follows `Bearer`, or else the token of the query.
  var credential: String? {
    guard let authorization else { return token }
    let parts = authorization.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }
}

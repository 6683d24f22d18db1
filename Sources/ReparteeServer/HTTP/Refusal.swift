internal import HTTPTypes

/// Why a request is not granted: what HTTP clients are told.
struct Refusal: Error, Sendable, Equatable {
  var status: HTTPResponse.Status
  /// For programs, lower case with underscores.
  var code: String
  /// A sentence that says what to do.
  var message: String
  /// Seconds after which it makes sense to ask again.
  var retryAfter: Int?

  init(
    _ status: HTTPResponse.Status, _ code: String, _ message: String, retryAfter: Int? = nil
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
  }
}

extension Refusal {
  static let unauthorized = Refusal(
    .unauthorized, "unauthorized",
    "This needs 'Authorization: Bearer' with an API key or a token, or '?token=' in the address.")
  static let badToken = Refusal(
    .unauthorized, "bad_token", "The key or token is not known here; ask for a new token.")
  static let expiredToken = Refusal(
    .unauthorized, "token_expired", "The token has expired; ask for a new one.")
  static let needsKey = Refusal(
    .forbidden, "api_key_needed", "A token is not enough for this; it needs an API key.")
  static let badOrigin = Refusal(
    .forbidden, "origin_not_allowed",
    "Pages of this origin may not use this server; add it to allowed_origins.")
  static let badHost = Refusal(
    .forbidden, "host_not_allowed",
    "Without keys this server answers only to names of its own machine, such as 127.0.0.1.")
  static let noSession = Refusal(
    .notFound, "no_such_session", "There is no such session, or it ended too long ago.")
  static let loading = Refusal(
    .serviceUnavailable, "loading", "The models are being loaded; try again in a moment.",
    retryAfter: 2)
  static let draining = Refusal(
    .serviceUnavailable, "draining", "The server is shutting down; call again in a moment.",
    retryAfter: 10)
  static let atCapacity = Refusal(
    .serviceUnavailable, "over_capacity", "All lines are busy; try again in a moment.",
    retryAfter: 5)
  static let overloaded = Refusal(
    .serviceUnavailable, "overloaded",
    "The machine is too busy for another call; try again in a moment.", retryAfter: 5)

  static func noAgent(_ name: String, known: [String]) -> Refusal {
    Refusal(
      .notFound, "no_such_agent",
      "There is no agent '\(name.prefix(64))'; there is \(known.joined(separator: ", ")).")
  }

  static func wrongAgent(_ name: String) -> Refusal {
    Refusal(
      .forbidden, "wrong_agent", "The token is for the agent '\(name)'; ask for one for this agent."
    )
  }
}

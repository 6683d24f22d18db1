internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOFoundationEssentialsCompat
internal import Repartee

/// The HTTP interface. docs/server.md describes it.
struct ServerRoutes: Sendable {
  let door: CallDoor
  let page: WebPage
  let starter: CallStarter
  /// Nil: there is none.
  let webRTC: (any WebRTCAccepting)?

  var book: CallBook { door.book }
  private var configuration: ServerConfiguration { door.configuration }

  func router() -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self)
    router.addMiddleware {
      ErrorReplies()
      OriginReplies(origins: door.access.origins)
      WebPageReplies(page: page)
    }
    addState(to: router)
    addSessions(to: router)
    addWebRTC(to: router)
    router.post("/v1/tokens") { request, _ in try await makeToken(request) }
    router.get("/v1/agents") { request, _ in try await agents(request) }
    router.get("/v1/audio") { request, _ in try await explainAudio(request) }
    return router
  }

  private func addState(to router: Router<BasicRequestContext>) {
    router.get("/healthz") { _, _ in Reply.text("ok\n") }
    router.get("/readyz") { _, _ in
      if book.isClosed { throw Refusal.draining }
      guard door.models.models != nil else { throw Refusal.loading }
      return Reply.text("ready\n")
    }
    router.get("/metrics") { request, _ in
      try await identify(request).checkProgram()
      let text = door.metrics.text(active: book.count, lag: door.lag)
      return Reply.text(text, type: "text/plain; version=0.0.4; charset=utf-8")
    }
  }

  // MARK: Who asks

  func facts(_ request: Request) -> RequestFacts {
    var facts = RequestFacts(request.head, query: request.uri.query)
    facts.token = request.uri.queryParameters["token"].map(String.init)
    return facts
  }

  func identify(_ request: Request) async throws -> AccessControl.Asker {
    try await door.access.identify(facts(request))
  }

  // MARK: Tokens, agents

  private struct TokenRequest: Decodable {
    var agent: String?
    var seconds: Int?
  }

  private struct TokenReply: Encodable {
    enum CodingKeys: String, CodingKey {
      case token, agent
      case expires = "expires_at"
    }
    var token: String
    var agent: String
    var expires: String
  }

  private func makeToken(_ request: Request) async throws -> Response {
    try await identify(request).checkProgram()
    let body = try await request.body.collect(upTo: min(configuration.limits.body, 65_536))
    let wish: TokenRequest
    do {
      wish =
        body.readableBytes == 0
        ? TokenRequest() : try JSONDecoder().decode(TokenRequest.self, from: Data(buffer: body))
    } catch {
      throw Refusal(
        .badRequest, "bad_request",
        "The body must be JSON such as {\"agent\":\"\(configuration.agents[0].name)\",\"seconds\":300}."
      )
    }
    guard let agent = configuration.agent(named: wish.agent) else {
      throw Refusal.noAgent(wish.agent ?? "", known: configuration.agents.map(\.name))
    }
    let seconds = wish.seconds ?? CallTokens.usual
    guard (CallTokens.shortest...CallTokens.longest).contains(seconds) else {
      throw Refusal(
        .badRequest, "bad_request",
        "A token is good for \(CallTokens.shortest) to \(CallTokens.longest) seconds.")
    }
    let (token, expires) = try await door.access.tokens.make(agent: agent.name, seconds: seconds)
    return try Reply.json(
      TokenReply(token: token, agent: agent.name, expires: expires.formatted(.iso8601)),
      status: .created)
  }

  private struct AgentsReply: Encodable {
    struct Item: Encodable { var name: String }
    var agents: [Item]
    /// The best first.
    var transports: [String]
  }

  private func agents(_ request: Request) async throws -> Response {
    var names = configuration.agents.map(\.name)
    if case .browser(let agent) = try await identify(request) { names.removeAll { $0 != agent } }
    return try Reply.json(
      AgentsReply(
        agents: names.map { .init(name: $0) },
        transports: webRTC == nil ? ["websocket"] : ["webrtc", "websocket"]))
  }

  /// A request for audio that did not become a WebSocket: says why.
  private func explainAudio(_ request: Request) async throws -> Response {
    do throws(Refusal) {
      try await door.admit(facts(request)).place.release()
    } catch {
      door.metrics.refused(error.code)
      throw error
    }
    throw Refusal(
      .upgradeRequired, "upgrade_required",
      "This is for WebSocket clients: open ws://… here, as the first request of a connection.")
  }
}

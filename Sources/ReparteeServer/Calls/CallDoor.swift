internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import Repartee
internal import ReparteeTransports

/// What was granted to a client that asks for audio.
struct AudioPermit: Sendable {
  let request: AudioRequest
  let agent: Agent
  let models: ModelSet
  let place: CallPlace
}

/// Decides who may call, before any protocol is changed.
struct CallDoor: Sendable {
  /// Where WebSocket calls are made.
  static let audioPath = "/v1/audio"

  let configuration: ServerConfiguration
  let access: AccessControl
  let book: CallBook
  let models: ModelShelf
  let lag: LagMonitor
  let metrics: ServerMetrics

  /// - Throws: why there is no call.
  func admit(_ facts: RequestFacts) async throws(Refusal) -> AudioPermit {
    let request: AudioRequest
    do throws(AudioRequestError) { request = try AudioRequest(query: facts.query) } catch {
      throw Refusal(.badRequest, "bad_query", error.message)
    }
    var facts = facts
    facts.token = request.token
    let (agent, models, place) = try await admit(facts, agent: request.agent)
    return AudioPermit(request: request, agent: agent, models: models, place: place)
  }

  /// The same for any transport.
  func admit(
    _ facts: RequestFacts, agent name: String?
  ) async throws(Refusal) -> (Agent, ModelSet, CallPlace) {
    try access.origins.check(facts)
    let asker = try await access.identify(facts)
    guard let agent = agent(named: name, for: asker) else {
      throw Refusal.noAgent(name ?? "", known: configuration.agents.map(\.name))
    }
    try asker.check(agent: agent.name)
    guard let models = models.models else { throw Refusal.loading }
    // Refusing protects the calls under way; where there is none, the machine is late for other reasons.
    if book.count > 0, lag.worst > configuration.maximumLag { throw Refusal.overloaded }
    return (agent, models, try book.take())
  }

  /// Who names no agent gets the one that the token is for.
  private func agent(named name: String?, for asker: AccessControl.Asker) -> Agent? {
    if name == nil, case .browser(let agent) = asker { return configuration.agent(named: agent) }
    return configuration.agent(named: name)
  }
}

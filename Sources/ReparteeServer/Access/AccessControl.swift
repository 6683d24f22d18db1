/// Who asks, and what they may do.
struct AccessControl: Sendable {
  enum Asker: Sendable, Equatable {
    /// Anybody on this machine: nothing is configured that could tell people apart.
    case anybody
    /// A program with an API key.
    case program
    /// A browser with a token for one agent.
    case browser(agent: String)

    /// - Throws: unless this agent may be called.
    func check(agent name: String) throws(Refusal) {
      if case .browser(let agent) = self, agent != name { throw .wrongAgent(agent) }
    }

    /// - Throws: unless everything may be seen and ended.
    func checkProgram() throws(Refusal) {
      if case .browser = self { throw .needsKey }
    }
  }

  let origins: OriginCheck
  let tokens: CallTokens
  private let keys: APIKeys
  private let isOpen: Bool

  init(_ configuration: ServerConfiguration) async {
    origins = OriginCheck(configuration)
    tokens = await CallTokens(secret: configuration.tokenSecret)
    keys = APIKeys(hashes: configuration.apiKeyHashes)
    isOpen = configuration.isOpen
  }

  func identify(_ request: RequestFacts) async throws(Refusal) -> Asker {
    guard let credential = request.credential else {
      if isOpen { return .anybody }
      throw .unauthorized
    }
    if keys.contains(credential) { return .program }
    return .browser(agent: try await tokens.agent(of: credential))
  }
}

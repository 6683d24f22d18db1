public import Repartee
public import ReparteeCore
internal import ReparteeTurn

/// What a client is told of its call: session events as JSON texts, one object on one line each.
///
/// The same texts go over a WebSocket, a data channel and as server-sent events; docs/websocket.md
/// describes them. Times are milliseconds of the call.
public struct CallMessages: Sendable {
  private var state = ""
  /// What the caller said when the newest turn was over.
  private var lastWords = ""
  /// Why the newest turn was judged over; told with the turn it belongs to.
  private var ending: EndReason?

  public init() {}

  /// The texts that tell a client of `event`, in order. Events that clients need not know of give none.
  public mutating func messages(for event: SessionEvent, at now: MediaTime) -> [String] {
    switch event {
    case .state(let state): tell(state)
    case .callerPartial(let text): [Self.transcript("user", text, isFinal: false)]
    case .callerFinal(let text): finished(text)
    case .turnReopened: [reopened()]
    case .turnEnded(let reason): noted(reason)
    case .overlap(let verdict): [Self.overlap(verdict)]
    case .turn(let report): turn(report)
    case .failure(let message): [Self.error(code: "model_failed", message: message)]
    case .agentHeard(let text): [Self.transcript("agent", text, isFinal: false)]
    case .clear: [Self.clear]
    case .callerAway, .agentMurmur, .agentClause: []
    }
  }

  private mutating func tell(_ new: TurnState) -> [String] {
    let name = new.nameForClients
    guard name != state else { return [] }
    state = name
    var text = JSONText(type: "state")
    text.add("state", name)
    return [text.closed]
  }

  private mutating func finished(_ text: String) -> [String] {
    lastWords = text
    return [Self.transcript("user", text, isFinal: true)]
  }

  /// What was said to be final is not: the same words again, as part of a turn that goes on.
  private func reopened() -> String {
    var text = Self.begin("user", lastWords, isFinal: false)
    text.add("reopened", true)
    return text.closed
  }

  private mutating func noted(_ reason: EndReason) -> [String] {
    ending = reason
    return []
  }

  private mutating func turn(_ report: TurnReport) -> [String] {
    defer { ending = nil }
    return [
      Self.transcript(of: report.agent),
      Self.turn(report, ending: report.caller == nil ? nil : ending),
    ]
  }

  static func transcript(_ role: String, _ words: String, isFinal: Bool) -> String {
    begin(role, words, isFinal: isFinal).closed
  }

  static func begin(_ role: String, _ words: String, isFinal: Bool) -> JSONText {
    var text = JSONText(type: "transcript")
    text.add("role", role)
    text.add("text", words)
    text.add("final", isFinal)
    return text
  }

  private static func transcript(of agent: TurnReport.AgentPart) -> String {
    var text = begin("agent", agent.heard, isFinal: true)
    text.add("generated", agent.generated)
    text.add("interrupted", agent.interrupted)
    return text.closed
  }
}

extension TurnState {
  /// Clients know three states. While the agent is paused for a sound it listens.
  fileprivate var nameForClients: String {
    switch self {
    case .listening, .callerSpeaking, .deciding, .overlap: "listening"
    case .thinking: "thinking"
    case .agentSpeaking: "speaking"
    }
  }
}
